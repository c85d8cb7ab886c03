"""docs/content-as-code.md says what is there: its links, options, exit codes and examples."""

from __future__ import annotations

import re
from pathlib import Path

from django.core.management import load_command_class

from roadmaps.management import import_answer
from tests.docs.conftest import EXAMPLES, ROOT

PAGE = (ROOT / "docs" / "content-as-code.md").read_text()
FOREIGN = {"--ff-only"}
"""Options of git."""


def list_options(command: str) -> set[str]:
    parser = load_command_class("roadmaps", command).create_parser("manage.py", command)
    return {option for action in parser._actions for option in action.option_strings}


def test_links_lead_somewhere() -> None:
    links = [link for link in re.findall(r"\]\(([^)]+)\)", PAGE) if not link.startswith("https://")]
    assert "laws.md" in links
    assert [link for link in links if not (ROOT / "docs" / link).is_file()] == []


def test_every_example_is_named() -> None:
    assert [file.name for file in EXAMPLES.iterdir() if f"(examples/{file.name})" not in PAGE] == []


def test_options_and_commands_are_there() -> None:
    commands = set(re.findall(r"\b[a-z]+_(?:roadmaps|ids|schema)\b", PAGE))
    assert commands == {"check_roadmaps", "export_roadmaps", "import_roadmaps", "pin_ids", "write_schema"}
    known = FOREIGN.union(*map(list_options, commands))
    written = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", PAGE))
    assert len(written) > 8
    assert written - known == set()


def test_exit_codes_are_those_of_the_import() -> None:
    rows = {int(code) for code in re.findall(r"^\| (\d+) \|", PAGE, re.MULTILINE)}
    names = ("BAD_INPUT", "USAGE", "CONFLICT", "GUARDED", "BUSY", "PENDING")
    assert rows == {0, *(getattr(import_answer, name) for name in names)}


def test_settings_of_the_script_are_told() -> None:
    script = Path(EXAMPLES / "pull-and-import.sh").read_text()
    for name in re.findall(r"\$\{(\w+):\?", script):
        assert f"{name}='" in PAGE
