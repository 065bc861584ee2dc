"""What a client reads best."""

import pytest

from gallery.accept import best

OFFERS = ["application/json", "image/jpeg", "image/png"]


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        (None, "application/json"),
        ("", "application/json"),
        ("*/*", "application/json"),
        ("image/*", "image/jpeg"),
        ("image/png", "image/png"),
        ("IMAGE/PNG; q=0.3, image/jpeg;q=0.2", "image/png"),
        ("image/*;q=0.9, image/jpeg;q=0", "image/png"),
        ("*/*;q=0.1, image/png", "image/png"),
        ("*/*, application/json;q=0", "image/jpeg"),
        ("text/html, */*;q=0.8", "application/json"),
        ("text/html", None),
        ("application/json;q=0", None),
        ("application/json;q=nan", None),
        ("application/json;q=2", None),
        (";;;,,=,q", None),
    ],
)
def test_the_most_specific_range_decides_and_the_weight_chooses(accept, chosen):
    assert best(accept, OFFERS) == chosen
