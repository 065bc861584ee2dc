"""Pens and fingers for a browser that has none."""

import time
from collections.abc import Callable

from playwright.sync_api import Locator, Page


class Devices:
    """Pens and fingers, as the browser hears of them from its devices."""

    def __init__(self, page: Page, at: Callable[..., dict[str, float]]):
        """at: a place of the paper on the screen."""
        self.at = at
        self.session = page.context.new_cdp_session(page)

    def pen(
        self,
        *places: tuple[float, float],
        force: float = 0.5,
        tilt: int = 0,
        meanwhile: Callable[[], None] = lambda: None,
    ) -> None:
        """A line with a pen, and what is done besides when it has begun."""
        points = [self.at(*place) for place in places]
        self._pen("mousePressed", points[0], force, tilt)
        meanwhile()
        for point in points[1:]:
            self._pen("mouseMoved", point, force, tilt)
        self._pen("mouseReleased", points[-1], force, tilt)

    def press_with_pen(self, control: Locator) -> None:
        control.scroll_into_view_if_needed()
        box = control.bounding_box()
        middle = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
        for kind in ("mousePressed", "mouseReleased"):
            self._pen(kind, middle)

    def _pen(self, kind: str, point: dict[str, float], force: float = 0.5, tilt: int = 0) -> None:
        held = {"pointerType": "pen", "force": force, "tiltX": tilt, "clickCount": 1, "buttons": 1, "button": "left"}
        self.session.send("Input.dispatchMouseEvent", {"type": kind, **point, **held})

    def touch(self, kind: str, *places: tuple[float, float], at_s: float | None = None) -> None:
        """What the fingers do at once: `Start`, `Move`, `End` or `Cancel`, with all that are on the screen then.

        at_s: seconds since the epoch when they did it, whenever a busy machine comes to hear of it.
        """
        points = [{**self.at(*place), "id": number} for number, place in enumerate(places)]
        moment = {} if at_s is None else {"timestamp": at_s}
        self.session.send("Input.dispatchTouchEvent", {"type": f"touch{kind}", "touchPoints": points, **moment})

    def finger(self, *places: tuple[float, float]) -> None:
        """A line with a finger, which rests before it leaves: after a flick, Chromium swallows the next tap."""
        began_s = time.time() - 2
        self.touch("Start", places[0], at_s=began_s)
        for number, place in enumerate((*places[1:], *[places[-1]] * 5), start=1):
            self.touch("Move", place, at_s=began_s + number / 10)
        self.touch("End", at_s=began_s + 1.9)

    def tap(self, *places: tuple[float, float]) -> None:
        """Several fingers, down and up again within a twentieth of a second."""
        begun_s = time.time()
        for count in range(1, len(places) + 1):
            self.touch("Start", *places[:count], at_s=begun_s + 0.01 * count)
        self.touch("End", at_s=begun_s + 0.05)
