import gzip
import json

from gallery.frontend_build import BUILT

BUDGET_BYTES = 170_000


def test_the_room_weighs_no_more_than_its_budget():
    name = json.loads((BUILT / "manifest.json").read_text())["room.js"]

    assert len(gzip.compress((BUILT / name).read_bytes(), 9)) <= BUDGET_BYTES
