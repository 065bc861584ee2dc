"""The arrows between the rooms, and what else the house must look like."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = ("serve", "model", "gallery", "migrations")
FILES = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py") if "node_modules" not in path.parts)
TESTS = sorted((ROOT / "tests").rglob("*.py"))

ALLOWED = {
    "serve": {"serve", "model", "gallery"},
    "model": {"model"},
    "gallery": {"gallery"},
    "migrations": {"migrations", "gallery.tables", "gallery.settings", "gallery.database"},
}
FORBIDDEN = {
    "serve": set(),
    "model": {"ray", "starlette", "sqlalchemy", "alembic", "jinja2"},
    "gallery": {"ray", "torch", "torchvision"},
    "migrations": {"ray", "torch", "torchvision"},
}
VERBS = "prepare train evaluate export paint ablate style_transfer to_onnx"
RAY_IN_MODEL = ROOT / "model" / "distributed.py"
FILES_ON_TOP = "serve_config.yaml README.md pyproject.toml requirements.txt Makefile LICENSE"
TOP_LEVEL = {*ROOMS, "tests", *FILES_ON_TOP.split()}
TRACKED_MIB = 40


def imports(path: Path) -> Iterator[str]:
    """The full names of all that a file imports, wherever in the file."""
    package = path.relative_to(ROOT).parent.parts
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            way = package[: len(package) + 1 - node.level] if node.level else ()
            source = ".".join([*way, *([node.module] if node.module else [])])
            yield from (f"{source}.{alias.name}" for alias in node.names)


def leads_to(name: str, places: set[str]) -> bool:
    return any(name == place or name.startswith(f"{place}.") for place in places)


def wrong_arrows(path: Path) -> list[str]:
    room = path.relative_to(ROOT).parts[0]
    forbidden = FORBIDDEN[room] - ({"ray"} if path == RAY_IN_MODEL else set())
    return [
        name
        for name in imports(path)
        if (leads_to(name, set(ROOMS)) and not leads_to(name, ALLOWED[room])) or leads_to(name, forbidden)
    ]


def reads_environment(path: Path) -> bool:
    """Whether a file asks the environment for anything; setting a variable is no question."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    told = {
        node.value for node in ast.walk(tree) if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store)
    }
    return any(
        isinstance(node, ast.Attribute) and node.attr in ("environ", "getenv", "environb") and node not in told
        for node in ast.walk(tree)
    )


def names(paths: list[Path]) -> list[str]:
    return [str(path.relative_to(ROOT)) for path in paths]


def test_the_rooms_know_only_whom_they_may_know() -> None:
    wrong = {str(path.relative_to(ROOT)): found for path in FILES if (found := wrong_arrows(path))}

    assert wrong == {}


def test_nobody_imports_a_verb_of_the_model() -> None:
    verbs = {f"model.{verb}" for verb in VERBS.split()}

    assert names([path for path in FILES if any(leads_to(name, verbs) for name in imports(path))]) == []


def test_the_environment_is_read_in_one_place() -> None:
    assert names([path for path in FILES if reads_environment(path)]) == ["gallery/settings.py"]


def test_no_file_is_longer_than_300_lines() -> None:
    pages = [ROOT / path for path in tracked() if path.suffix in (".css", ".js", ".mjs", ".html")]
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in [*FILES, *TESTS, *pages]}

    assert names([path for path, length in lengths.items() if length > 300]) == []


def test_no_module_is_a_drawer() -> None:
    drawers = {"utils", "util", "helpers", "helper", "common", "base", "misc", "manager", "service"}

    assert names([path for path in FILES if path.stem in drawers]) == []


def test_the_builders_annotations_are_classes_and_not_strings() -> None:
    assert "__future__.annotations" not in set(imports(ROOT / "serve" / "app.py"))


def test_tests_are_no_packages() -> None:
    assert names(list((ROOT / "tests").rglob("__init__.py"))) == []


@pytest.mark.parametrize("module", ["serve.app", "serve.front", "serve.preprocess", "gallery.site", "model.release"])
def test_only_who_paints_loads_torch(module: str) -> None:
    code = f"import sys, {module}; sys.exit('torch is loaded' if 'torch' in sys.modules else 0)"

    loaded = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)

    assert loaded.returncode == 0, loaded.stderr


def tracked() -> list[Path]:
    """What git tracks, or would if it were added now."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [Path(name) for name in listed.stdout.split("\0") if name]


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="not a git checkout: nothing says what is tracked")
def test_the_top_level_is_the_house_and_nothing_else() -> None:
    found = {path.parts[0] for path in tracked()}

    assert {name for name in found if not name.startswith(".")} - TOP_LEVEL == set()


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="not a git checkout: nothing says what is tracked")
def test_all_that_is_tracked_stays_small() -> None:
    size = sum((ROOT / path).stat().st_size for path in tracked() if (ROOT / path).exists())

    assert size <= TRACKED_MIB * 2**20
