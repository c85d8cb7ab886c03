"""The files of this project, as the checks of the architecture see them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPS = ("accounts", "operation", "progress", "roadmaps")
ROOMS = (".ci", "bin", "config", *APPS, "deploy", "docs", "fixtures", "requirements", "static", "templates", "tests")
DOT_FILES = {".dockerignore", ".editorconfig", ".gitattributes", ".gitignore", ".pre-commit-hooks.yaml"}
"""Others at the top are a person's own, or left by a run."""
NOT_OURS = ("fixtures/broken/", "static/vendor/", "tests/data/")  # wrong on purpose, or written by others
TEXT = {"", ".css", ".html", ".js", ".json", ".lock", ".md", ".py", ".sh", ".svg", ".toml", ".txt", ".yaml", ".yml"}


def list_files(suffix: str | None = None) -> list[str]:
    """Paths, relative to the root, of our own text files; only those that end in `suffix` if one is given."""
    return sorted(path for path in _walk() if suffix is None or path.endswith(suffix))


def list_code() -> list[str]:
    """Modules that run in service: no tests, no migrations."""
    code = [path for path in list_files(".py") if path.startswith(("config/", *(f"{app}/" for app in APPS)))]
    return [path for path in code if "/migrations/" not in path]


def read(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def _walk() -> Iterator[str]:
    top = [path for path in ROOT.iterdir() if path.is_file() and (path.name[0] != "." or path.name in DOT_FILES)]
    below = [path for room in ROOMS for path in (ROOT / room).rglob("*") if path.is_file()]
    for path in top + below:
        name = path.relative_to(ROOT).as_posix()
        if path.suffix in TEXT and "__pycache__" not in path.parts and not name.startswith(NOT_OURS):
            yield name
