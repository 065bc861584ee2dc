"""What the drawing page looks like while somebody draws, and in its easy mode."""

from playwright.sync_api import Page


def draw(page: Page) -> None:
    page.locator("sketch-board[data-ready]").wait_for()
    paper = page.locator("#paper").bounding_box()
    page.mouse.move(paper["x"] + 60, paper["y"] + 60)
    page.mouse.down()
    page.mouse.move(paper["x"] + 200, paper["y"] + 160, steps=4)
    page.mouse.up()


def open_everything(page: Page) -> None:
    draw(page)
    page.get_by_label("Stamp", exact=True).check()
    page.get_by_text("Ways to draw").click()
    page.get_by_label("Draw with buttons").check()
    page.get_by_text("More wishes").click()


def open_in_korean(page: Page) -> None:
    draw(page)
    page.locator("details.ways summary").click()


def look_for_an_idea(page: Page) -> None:
    page.locator("sketch-board[data-ready]").wait_for()
    page.get_by_text("Need an idea?").click()


def make_it_easy(page: Page) -> None:
    draw(page)
    page.get_by_label("Make it easy").check()


def feel_easily(page: Page) -> None:
    page.get_by_role("button", name="Next", exact=True).click()


def choose_easily(page: Page) -> None:
    page.locator("[name=feeling][value=calm]").check()
    page.locator("[name=painting]").first.wait_for()


def hang_easily(page: Page) -> None:
    page.locator("[name=painting]").first.check()


EASY = {"felt easily": feel_easily, "chosen easily": choose_easily, "hung easily": hang_easily}
"""The steps after `make_it_easy`, one after the other."""
