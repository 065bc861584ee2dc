"""Words that people type."""

import pytest

from gallery.wording import is_visible, tidy


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("  a \t\n b ", "a b"),
        ("e\u0301", "é"),
        ("a\x00b\x1bc", "abc"),
        ("\u202eabc\u2066d", "abcd"),
        ("👩\u200d🎨", "👩\u200d🎨"),
        ("\ud800x", "x"),
        ("\u3000해\u3000", "해"),
    ],
)
def test_words_are_brought_into_one_form(typed, shown):
    assert tidy(typed) == shown


@pytest.mark.parametrize(
    ("words", "visible"), [("a", True), ("?", True), ("👍", True), ("\u200b\u200d", False), ("", False)]
)
def test_invisible_words_are_no_name(words, visible):
    assert is_visible(words) is visible
