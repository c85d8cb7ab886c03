"""`write_schema`: the shipped schema is what the table of fields says."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings as site
from django.core.management import CommandError, call_command
from pytest_django import Settings

from roadmaps.documents.schema import write_schema


def run_write(*arguments: str) -> str:
    out = StringIO()
    call_command("write_schema", *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def file(settings: Settings, tmp_path: Path) -> Path:
    settings.BASE_DIR = tmp_path
    (tmp_path / "docs").mkdir()
    return tmp_path / "docs" / "roadmap.schema.json"


def test_the_shipped_file_is_current() -> None:
    assert run_write("--check") == "roadmap.schema.json: unchanged\n"
    assert (site.BASE_DIR / "docs" / "roadmap.schema.json").read_text(encoding="utf-8") == write_schema()


def test_it_is_written_once(file: Path) -> None:
    assert run_write() == "roadmap.schema.json: written\n"
    assert file.read_text(encoding="utf-8") == write_schema()
    before = file.stat().st_ino
    assert run_write() == "roadmap.schema.json: unchanged\n"
    assert file.stat().st_ino == before


def test_check_tells_and_writes_nothing(file: Path) -> None:
    with pytest.raises(CommandError) as missing:
        run_write("--check")
    assert not file.exists()
    file.write_text("{}")
    with pytest.raises(CommandError) as other:
        run_write("--check")
    message = "roadmap.schema.json is not what the table of fields says. Run manage.py write_schema."
    assert [(str(caught.value), caught.value.returncode) for caught in (missing, other)] == [(message, 1)] * 2
    assert file.read_text() == "{}"
