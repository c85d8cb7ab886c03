"""Which Waymark this is. The project's own file says it, in one place for the foot of pages, commands and logs."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent / "pyproject.toml"


@cache
def read_version() -> str:
    """`0.4.0`: the version in pyproject.toml, read once by a process."""
    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]
    return str(project["version"])
