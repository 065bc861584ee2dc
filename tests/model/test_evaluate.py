"""model.evaluate: a tiny release before all its judges, from the archive to the page."""

import argparse
import hashlib
import html
import json
import math
import shutil
import sys
from dataclasses import asdict, replace

import numpy as np
import pytest
from safetensors.torch import save

from model import heldback, look
from model.atelier import Atelier, deal
from model.bootstrap import Figure
from model.dataset import Pairs
from model.evaluate import evaluate, folders_of, main
from model.evaluation_table import Table
from model.features import Recogniser
from model.figures import OF_PICTURES
from model.item import Item
from model.judge import Judge
from model.networks import SketchPainter
from model.painter import Painter
from model.release import RELEASES, ReleaseError
from model.stylejudge import StyleJudge


@pytest.fixture(scope="module")
def out(tiny_release, prepared, tmp_path_factory):
    folder = tmp_path_factory.mktemp("evaluation")
    other = shutil.copytree(tiny_release, folder / "other-16")
    evaluate([tiny_release, other], argparse.Namespace(data=prepared, out=folder, limit=4, threads=1))
    return folder


@pytest.fixture(scope="module")
def figures(out) -> dict:
    return json.loads((out / "evaluation.json").read_text())


def _column(figures: dict, name: str) -> dict:
    return {column["name"]: column for column in figures["columns"]}[name]


def test_every_figure_is_told_for_every_kind_of_drawing(figures):
    tiny = _column(figures, "tiny-16")

    assert set(tiny["kinds"]) == {"pictures", "doodle"}
    assert set(tiny["kinds"]["pictures"]) == set(OF_PICTURES) - {"cats"}
    assert set(tiny["styles"]) == {"style_guessed", "styles_apart", "reference"}
    for figure in (*tiny["kinds"]["doodle"].values(), *tiny["styles"].values()):
        assert figure["low"] <= figure["value"] <= figure["high"]
    assert tiny["cost"]["macs_first"]["value"] > tiny["cost"]["macs_further"]["value"] > 0
    assert tiny["cost"]["ms_first"]["value"] > 0


def test_the_same_weights_get_the_same_figures(figures):
    tiny, other = (_column(figures, name) for name in ("tiny-16", "other-16"))

    assert tiny["kinds"] == other["kinds"]
    assert tiny["styles"] == other["styles"]


def test_the_ends_of_the_scales_are_beside_the_releases(figures):
    bare, real = (_column(figures, name)["kinds"]["pictures"] for name in ("bare sketches", "held-back paintings"))

    assert bare["lines_found"]["value"] > 0.95
    assert bare["calm"]["value"] < 0.1
    assert real["calm"]["value"] == pytest.approx(1)


def test_what_the_figures_rest_on_is_named(figures):
    assert figures["features"].startswith("EfficientNet-Lite0")
    assert len(figures["features sha256"]) == len(figures["data sha256"]) == 64
    assert len(_column(figures, "tiny-16")["weights sha256"]) == 64


def test_a_model_card_gets_the_tables_as_markdown(figures):
    rows = [line for line in figures["markdown"].splitlines() if line.startswith("| lines kept (higher) |")]

    assert len(rows) == 2
    assert all(row.count("|") == 6 for row in rows)
    assert figures["features sha256"][:16] in figures["markdown"]


def test_the_page_holds_table_and_pictures(out):
    page = html.unescape((out / "evaluation.html").read_text())

    # 4 pictures with sketch, painting, original; 4 doodles with their sketch; two releases' paintings and style sheets
    assert page.count("<img ") == 4 * (3 + 2) + 4 * (1 + 2) + 2 * 2 * 2
    assert all(meaning.label in page for name, meaning in OF_PICTURES.items() if name != "cats")
    assert "http" not in page


def test_real_paintings_are_their_own_ceiling(prepared):
    held = heldback.of(Pairs(prepared, "test"), 4)
    judge = Judge(held, Recogniser())

    figures = judge.figures(held.originals, held.kinds[0])

    assert figures["agreement_own"].value == pytest.approx(1)
    assert not judge.of_cats
    assert judge.figures(held.real.pictures, held.kinds[0])["fid"].value == pytest.approx(0, abs=1e-3)


def test_lines_laid_over_a_painting_do_not_count(tiny_release, tiny_network, prepared, tmp_path):
    config = replace(tiny_network, composite=True)
    folder = shutil.copytree(tiny_release, tmp_path / "laid-16")
    weights = save(SketchPainter(config).state_dict())
    (folder / "model.safetensors").write_bytes(weights)
    stored = json.loads((folder / "config.json").read_text())
    stored |= {"network": asdict(config), "sha256": hashlib.sha256(weights).hexdigest()}
    (folder / "config.json").write_text(json.dumps(stored))
    drawings = heldback.of(Pairs(prepared, "test"), 2).kinds[0]
    atelier, painter = Atelier(folder), Painter([folder], device="cpu", cache_size=1)

    served = painter.paint([Item(drawings.lines[0], drawings.masks[0], "tiny-16", 1, 0)])[0]

    judged = atelier.in_all_styles(drawings, 0)[0]
    assert judged.shape == (256, 256, 3)
    assert not np.array_equal(judged, heldback.enlarged(served[None])[0])


def test_a_painting_that_is_its_reference_is_at_no_distance(prepared):
    held = heldback.of(Pairs(prepared, "test"), 8)

    assert StyleJudge(held, look.features).reference(held.real.pictures).value == 0


def test_the_best_release_is_marked_and_a_draw_is_not():
    columns = {name: {"fid": Figure(value, value, value, 1)} for name, value in (("real", 1.0), ("a", 9.0), ("b", 5.0))}

    assert Table("", OF_PICTURES, columns, ["a", "b"]).best("fid") == "b"
    assert Table("", OF_PICTURES, columns, ["a"]).best("fid") == ""
    assert Table("", OF_PICTURES, columns | {"a": columns["b"]}, ["a", "b"]).best("fid") == ""


def test_what_is_not_known_is_no_best():
    unknown = {"calm": Figure(math.nan, math.nan, math.nan, 0)}
    known = {"calm": Figure(3.0, 2.0, 4.0, 5)}

    assert Table("", OF_PICTURES, {"a": unknown, "b": known, "c": known}, ["a", "b"]).best("calm") == ""


def test_a_bare_name_is_a_release_of_ours(tmp_path):
    assert folders_of(["anything-256", str(tmp_path)]) == [RELEASES / "anything-256", tmp_path]


def test_two_releases_of_one_name_are_refused(tmp_path):
    (tmp_path / "anything-256").mkdir()

    with pytest.raises(ReleaseError, match="same name"):
        folders_of(["anything-256", str(tmp_path / "anything-256")])


@pytest.mark.parametrize(("release", "data"), [("unheard-of", None), ("anything-256", "missing.npz")])
def test_what_is_not_there_is_told_in_one_line(release, data, prepared, tmp_path, monkeypatch, capsys):
    arguments = [release, "--data", str(data or prepared), "--out", str(tmp_path / "out"), "--limit", "2"]
    monkeypatch.setattr(sys, "argv", ["evaluate", *arguments])

    with pytest.raises(SystemExit) as stopped:
        main()

    assert stopped.value.code == 1
    assert (data or release) in capsys.readouterr().err.splitlines()[-1]
    assert not (tmp_path / "out").exists()


def test_styles_are_dealt_equally_often_whatever_is_shown():
    dealt = deal(120, 10)

    assert np.bincount(dealt).tolist() == [12] * 10
    assert len({dealt[place] for place in range(0, 120, 20)}) > 2
    assert deal(120, 10) == dealt


def test_pictures_are_shown_by_place_and_not_by_merit():
    assert heldback.evenly(np.arange(120), 6).tolist() == [0, 20, 40, 60, 80, 100]
