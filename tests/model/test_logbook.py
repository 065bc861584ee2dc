"""model.logbook: a run's losses, continued, and for TensorBoard."""

import csv

import pytest

from model.logbook import COLUMNS, Logbook


def _rows(run) -> list[dict[str, str]]:
    return list(csv.DictReader((run / "log.csv").read_text().splitlines()))


def test_a_step_is_a_row_and_what_was_not_computed_is_empty(tmp_path):
    log = Logbook(tmp_path)
    log.write(7, {"gan": 0.1234567, "cycle": 2.0}, 3.21)
    log.close()

    (row,) = _rows(tmp_path)

    assert tuple(row) == COLUMNS
    assert (row["step"], row["seconds"], row["gan"], row["cycle"], row["anchor"]) == ("7", "3.2", "0.12346", "2.0", "")


def test_an_older_runs_columns_are_kept(tmp_path):
    (tmp_path / "log.csv").write_text("step,seconds,gan\n0,1.0,0.5\n")

    log = Logbook(tmp_path)
    log.write(1, {"gan": 0.25, "cycle": 2.0}, 2.0)
    log.close()

    assert _rows(tmp_path)[1] == {"step": "1", "seconds": "2.0", "gan": "0.25"}


def test_tensorboard_gets_the_same_scalars(tmp_path):
    events = pytest.importorskip("tensorboard.backend.event_processing.event_accumulator")
    log = Logbook(tmp_path)
    log.write(3, {"gan": 0.5}, 1.0)
    log.close()

    board = events.EventAccumulator(str(tmp_path / "board")).Reload()

    (scalar,) = board.Scalars("gan")
    assert (scalar.step, scalar.value) == (3, 0.5)
