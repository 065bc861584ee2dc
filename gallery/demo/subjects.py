"""What is drawn in the demo: each subject is a way of moving the hand, no two times the same."""

from collections.abc import Callable, Mapping

import numpy as np

from gallery.demo.hand import Hand


def cat(hand: Hand) -> None:
    x, y, r = hand.about(500), hand.about(370), hand.about(185)
    hand.curve((x - 0.8 * r, y - 0.6 * r), (x - 0.95 * r, y - 1.6 * r), (x - 0.3 * r, y - 0.95 * r))
    hand.curve((x + 0.3 * r, y - 0.95 * r), (x + 0.95 * r, y - 1.6 * r), (x + 0.8 * r, y - 0.6 * r))
    hand.loop(x, y, r, 0.92 * r)
    hand.dot(x - 0.38 * r, y - 0.15 * r, 13)
    hand.dot(x + 0.38 * r, y - 0.15 * r, 13)
    hand.curve((x - 0.25 * r, y + 0.4 * r), (x, y + 0.2 * r), (x + 0.25 * r, y + 0.4 * r))
    for side in (-1, 1):
        for lift in (0.12, 0.34):
            hand.line((x + side * 0.5 * r, y + lift * r), (x + side * 1.35 * r, y + (lift - 0.08) * r))
    hand.loop(x, y + 2.05 * r, 0.95 * r, 1.1 * r, start=-1.2)
    hand.curve((x + 0.9 * r, y + 2.6 * r), (x + 1.7 * r, y + 2.5 * r), (x + 1.6 * r, y + 1.4 * r))


def house(hand: Hand) -> None:
    left, right, top, floor = hand.about(260), hand.about(750), hand.about(470), hand.about(850, 0.03)
    hand.line((left, top), (left, floor), (right, floor), (right, top), (left, top))
    hand.line((left - 70, top), ((left + right) / 2, hand.about(180)), (right + 70, top))
    door = hand.about(430)
    hand.line((door, floor), (door, floor - 210), (door + 130, floor - 210), (door + 130, floor))
    hand.line((right - 190, top + 90), (right - 70, top + 90), (right - 70, top + 210), (right - 190, top + 210),
              (right - 190, top + 90))  # fmt: skip
    hand.line((right - 130, top + 90), (right - 130, top + 210))
    hand.curve((right - 90, 330), (right - 40, 240), (right - 70, 160), (right, 90))


def boat(hand: Hand) -> None:
    x, y = hand.about(510), hand.about(650, 0.04)
    hand.curve((x - 330, y), (x - 220, y + 150), (x + 200, y + 150), (x + 330, y))
    hand.line((x - 330, y), (x + 330, y))
    hand.line((x, y), (x, hand.about(190)))
    hand.curve((x + 15, 200), (x + 200, 370), (x + 260, y - 50), (x + 15, y - 50))
    hand.line((x - 20, 270), (x - 200, y - 50), (x - 20, y - 50), (x - 20, 270))
    for row in (y + 190, y + 250):
        hand.curve(*[(x - 420 + 105 * i, row + (18 if i % 2 else -18)) for i in range(9)])


def tree(hand: Hand) -> None:
    x, y = hand.about(500), hand.about(370)
    hand.curve((x - 60, 880), (x - 40, 700), (x - 55, y + 190))
    hand.curve((x + 70, 880), (x + 45, 700), (x + 60, y + 190))
    angles = np.linspace(0, 2 * np.pi, 15)
    crown = [(x + (275 + 45 * (i % 2)) * np.cos(a), y + (215 + 40 * (i % 2)) * np.sin(a)) for i, a in enumerate(angles)]
    hand.curve(*crown)
    for _ in range(5):
        hand.loop(x + hand.random.uniform(-180, 180), y + hand.random.uniform(-120, 120), 22, 24)
    hand.curve((120, 890), (350, 870), (650, 885), (900, 875))


def fish(hand: Hand) -> None:
    x, y = hand.about(470), hand.about(500)
    hand.curve((x - 320, y), (x - 120, y - 190), (x + 150, y - 120), (x + 270, y), (x + 150, y + 120),
               (x - 120, y + 190), (x - 320, y))  # fmt: skip
    hand.curve((x + 255, y), (x + 420, y - 170), (x + 370, y), (x + 420, y + 170), (x + 255, y))
    hand.loop(x - 190, y - 45, 26, 26)
    hand.curve((x - 90, y - 120), (x - 50, y), (x - 90, y + 120))
    for step in range(3):
        hand.curve((x + 70 * step, y - 60), (x + 40 + 70 * step, y), (x + 70 * step, y + 60))
    for step in range(3):
        hand.loop(x - 380 - 20 * step, y - 130 - 90 * step, 18 + 6 * step, 18 + 6 * step)


def flower(hand: Hand) -> None:
    x, y, petals = hand.about(510), hand.about(340), int(hand.random.integers(5, 9))
    hand.loop(x, y, 75, 75)
    for number in range(petals):
        angle = 2 * np.pi * number / petals
        hand.loop(x + 165 * np.cos(angle), y + 165 * np.sin(angle), 85, 85, start=angle + np.pi)
    hand.curve((x, y + 250), (x + 30, 700), (x - 10, 930))
    hand.curve((x + 15, 760), (x + 170, 640), (x + 210, 740), (x + 20, 800))


def face(hand: Hand) -> None:
    x, y, r = hand.about(510), hand.about(500), hand.about(290)
    hand.loop(x, y, r * 0.9, r)
    for side in (-1, 1):
        hand.loop(x + side * 0.35 * r, y - 0.15 * r, 34, 26)
        hand.dot(x + side * 0.35 * r, y - 0.15 * r, 7)
        brow = [(0.55, 0.4), (0.35, 0.5), (0.18, 0.4)]
        hand.curve(*[(x + side * out * r, y - up * r) for out, up in brow])
    hand.curve((x, y - 0.05 * r), (x - 0.12 * r, y + 0.2 * r), (x + 0.06 * r, y + 0.22 * r))
    bend = hand.random.choice([-0.18, 0.22, 0.28])
    hand.curve((x - 0.4 * r, y + 0.5 * r), (x, y + (0.5 + bend) * r), (x + 0.4 * r, y + 0.5 * r))
    for angle in np.linspace(-2.7, -0.45, 9):
        dx, dy, far = 0.9 * r * np.cos(angle), r * np.sin(angle), hand.about(1.28)
        hand.line((x + dx, y + dy), (x + far * dx, y + far * dy))


def bird(hand: Hand) -> None:
    x, y = hand.about(480), hand.about(480)
    hand.curve((x - 210, y - 60), (x - 120, y - 230), (x + 20, y - 130), (x + 170, y - 20), (x + 320, y - 90),
               (x + 220, y + 130), (x - 40, y + 210), (x - 190, y + 80), (x - 210, y - 60))  # fmt: skip
    hand.line((x - 205, y - 110), (x - 310, y - 80), (x - 210, y - 40))
    hand.dot(x - 110, y - 110, 12)
    hand.curve((x - 40, y), (x + 70, y - 50), (x + 170, y + 40), (x + 40, y + 110), (x - 40, y))
    for foot in (-20, 60):
        hand.line((x + foot, y + 200), (x + foot - 10, y + 330), (x + foot - 60, y + 350))
    hand.curve((130, y + 350), (480, y + 370), (900, y + 345))


def mountains(hand: Hand) -> None:
    floor = hand.about(760, 0.04)
    hand.line((90, floor), (hand.about(360), hand.about(270)), (hand.about(620), floor - 30))
    hand.line((hand.about(500), floor - 190), (hand.about(700), hand.about(360)), (940, floor))
    hand.curve((280, 400), (330, 440), (370, 400), (420, 440), (450, 410))
    hand.loop(hand.about(780), hand.about(200), 90, 90)
    hand.curve((90, floor + 10), (350, floor + 40), (650, floor), (940, floor + 30))
    hand.curve((450, floor + 30), (560, floor + 100), (420, floor + 150), (540, 960))


def snail(hand: Hand) -> None:
    x, y = hand.about(530), hand.about(530)
    angles = np.linspace(0, 5.6 * np.pi, 60)
    hand.curve(*[(x + (18 + 13 * a) * np.cos(a), y + (18 + 12 * a) * np.sin(a)) for a in angles])
    hand.curve((x + 330, y + 260), (x, y + 270), (x - 250, y + 250), (x - 330, y + 60), (x - 380, y - 20))
    hand.curve((x - 380, y - 20), (x - 420, y + 90), (x - 350, y + 280), (x - 150, y + 330), (x + 330, y + 265))
    for reach in (-60, 10):
        hand.line((x - 385, y - 10), (x - 400 + reach, y - 170))
        hand.dot(x - 400 + reach, y - 185, 12)


def rocket(hand: Hand) -> None:
    x = hand.about(510)
    hand.curve((x - 120, 680), (x - 140, 380), (x, 110), (x + 140, 380), (x + 120, 680))
    hand.line((x - 120, 680), (x + 120, 680))
    hand.loop(x, hand.about(370), 62, 62)
    for side in (-1, 1):
        hand.line((x + side * 130, 530), (x + side * 250, 720), (x + side * 120, 680))
    hand.curve((x - 80, 690), (x - 60, 800), (x, 930), (x + 60, 800), (x + 80, 690))
    for _ in range(4):
        hand.dot(x + hand.random.choice([-1, 1]) * hand.random.uniform(260, 400), hand.random.uniform(120, 480), 9)


def umbrella(hand: Hand) -> None:
    x, y = hand.about(510), hand.about(500)
    hand.curve((x - 350, y), (x - 260, y - 220), (x, y - 310), (x + 260, y - 220), (x + 350, y))
    hand.curve(*[(x - 350 + 117 * i, y - 60 * (i % 2)) for i in range(7)])
    hand.curve((x, y - 310), (x, y + 280), (x + 40, y + 360), (x + 100, y + 290))
    for column in range(6):
        top = 60 + 40 * (column % 3)
        hand.line((120 + 155 * column, top), (100 + 155 * column, top + 70))


SUBJECTS: Mapping[str, Callable[[Hand], None]] = {
    one.__name__: one
    for one in (cat, house, boat, tree, fish, flower, face, bird, mountains, snail, rocket, umbrella)
}
