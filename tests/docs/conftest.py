"""A repository of roadmaps, and a site of its own, for the examples to be tried on."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "docs" / "examples"
PATIENCE = 120
"""Seconds until a command that hangs is given up."""

TRAIL = """\
title: {title}
id: rope
description: All about rope.
nodes:
  - id: start
    title: Start
    topics:
      - id: knots
        name: Knots
"""


@dataclass(frozen=True)
class Place:
    """Where programs run: a folder and an environment in which nothing of the person who runs the tests is left."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)

    def run(self, *command: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            list(map(str, command)), cwd=self.folder, env={**self.environment, **environment},
            capture_output=True, text=True, timeout=PATIENCE, check=False,
        )  # fmt: skip

    def git(self, *arguments: str | Path, cwd: Path | None = None) -> str:
        answer = self.run("git", "-C", cwd or self.folder, *arguments)
        assert answer.returncode == 0, answer.stderr
        return answer.stdout

    def manage(self, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        return self.run(sys.executable, ROOT / "manage.py", *arguments)

    def ask(self, statement: str) -> list[str]:
        """The one column that a query of the site's database gives."""
        with closing(sqlite3.connect(self.environment["DATABASE_URL"].removeprefix("sqlite:///"))) as database:
            return [value for (value,) in database.execute(statement)]


@pytest.fixture(scope="session")
def empty_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with every table and no content."""
    file = tmp_path_factory.mktemp("site") / "site.sqlite3"
    place = Place(file.parent, make_environment(file))
    answer = place.manage("migrate", "--verbosity", "0")
    assert answer.returncode == 0, answer.stderr
    return file


@pytest.fixture
def place(tmp_path: Path, empty_site: Path) -> Place:
    """A folder with a site beside it."""
    database = tmp_path / "site.sqlite3"
    shutil.copyfile(empty_site, database)
    folder = tmp_path / "work"
    folder.mkdir()
    return Place(folder, make_environment(database))


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout of Waymark whose packages are installed: the hook and the commands are the real ones."""
    home = tmp_path / "waymark"
    (home / "bin").mkdir(parents=True)
    (home / "bin" / "environment").write_text("#!/bin/sh\n")
    (home / "bin" / "environment").chmod(0o755)
    shutil.copy(ROOT / "bin" / "hook", home / "bin" / "hook")
    (home / "manage.py").symlink_to(ROOT / "manage.py")
    (home / ".venv" / "bin").mkdir(parents=True)
    python = home / ".venv" / "bin" / "python"  # a link to the program would be a Python without our packages
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    python.chmod(0o755)
    return home


def make_environment(database: Path) -> dict[str, str]:
    git = {
        f"GIT_{role}_{part}": f"{role.lower()}@example.org"
        for role in ("AUTHOR", "COMMITTER")
        for part in ("NAME", "EMAIL")
    }
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(database.parent),
        "LANG": "C.UTF-8",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "DATABASE_URL": f"sqlite:///{database}",
        **git,
    }


def write_trail(repository: Path, title: str = "Rope", more: str = "") -> None:
    """The one roadmap of the repository."""
    (repository / "roadmaps").mkdir(exist_ok=True)
    (repository / "roadmaps" / "rope.yaml").write_text(TRAIL.format(title=title) + more)
