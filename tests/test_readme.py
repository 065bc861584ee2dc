"""README.md says what the code does."""

import re
from pathlib import Path

from gallery.settings import GallerySettings
from serve.settings import Settings

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_settings_table_names_every_setting_and_no_other():
    told = set(re.findall(r"^\| `([a-z_.]+)` \|", README, re.MULTILINE))

    own = set(Settings.model_fields) - {"gallery"}
    assert told == own | {f"gallery.{name}" for name in GallerySettings.model_fields}


def test_every_file_that_is_named_is_there():
    named = re.findall(r"\b((?:serve|model|gallery)/[\w./-]+\.(?:py|md|webp))", README)

    assert len(named) > 20
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_every_flag_of_a_command_is_known_to_it():
    for command in ("prepare", "train", "export", "paint"):
        source = (ROOT / "model" / f"{command}.py").read_text() + (ROOT / "model" / "config.py").read_text()
        for line in re.findall(rf"python -m model\.{command}((?:.*\\\n)*.*)", README):
            for flag in re.findall(r"--([a-z-]+)", line):
                assert f'"--{flag}"' in source or f"{flag.replace('-', '_')}:" in source, (command, flag)
