from pathlib import Path
from types import SimpleNamespace

import pytest

from gallery.painting import Release, Style
from model.release import RELEASES, ReleaseError
from serve.catalogue import NoRoom, catalogue_of, read_catalogue, release_folders, require_room


def release(name: str, *ids: int) -> SimpleNamespace:
    """What model.release.describe tells of a release with these styles."""
    styles = [SimpleNamespace(id=id, slug=f"s{id}", names={"en": "S"}, moods=["calm"], sample=b"webp") for id in ids]
    about = {"sha256": "0" * 64, "licence": "CC0-1.0", "painting_px": 128, "names": {"en": f"For {name}"}}
    return SimpleNamespace(name=name, styles=styles, **about)


def test_every_style_names_its_release() -> None:
    catalogue = catalogue_of([release("cats", 1), release("all", 7, 8)])

    assert catalogue.releases[0] == Release("cats", "0" * 64, "CC0-1.0", 128, {"en": "For cats"})
    assert catalogue.styles[2] == Style(8, "s8", {"en": "S"}, "all", ("calm",), b"webp")


def test_two_styles_with_one_id_are_refused_by_name() -> None:
    with pytest.raises(ReleaseError, match=r"cats, all have the same id \(2, 5\)"):
        catalogue_of([release("cats", 1, 2, 5), release("all", 2, 3, 5)])


def test_a_release_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match="nowhere"):
        read_catalogue([tmp_path / "nowhere"])


def test_a_release_is_a_name_or_a_path(tmp_path: Path) -> None:
    assert release_folders(["cats", str(tmp_path)]) == [RELEASES / "cats", tmp_path]


def test_a_wish_for_everything_that_never_found_room_is_refused_at_the_start() -> None:
    catalogue = catalogue_of([release("cats", 1, 2), release("all", 7, 8)])

    require_room(5, catalogue)
    with pytest.raises(NoRoom, match="may ask for 5 paintings"):
        require_room(4, catalogue)
