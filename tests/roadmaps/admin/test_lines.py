"""What the reader of files says, in the language of the editor."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation
from pytest_django import Settings

from roadmaps.admin.lines import describe_note, translate_line, translate_problem
from roadmaps.documents.lines import line
from roadmaps.documents.problem import Note, Problem, Severity
from tests.languages.po import Message, write_mo

TEXTS = {
    "`%(key)s` has %(count)s parts of a %(noun)s": "`%(key)s` hat %(count)s Teile (%(noun)s)",
    "node": "Etappe",
    "remove it": "nimm es heraus",
}


@pytest.fixture(autouse=True)
def _german(settings: Settings, tmp_path: Path) -> Iterator[None]:
    made = [Message({"msgid": text}, {0: said}) for text, said in TEXTS.items()]
    write_mo(made, tmp_path / "de/LC_MESSAGES/django.mo")
    settings.LOCALE_PATHS = [tmp_path]
    with translation.override("de"):
        yield


def make_line() -> str:
    return line("`%(key)s` has %(count)s parts of a %(noun)s", key="nodes", count=2_000, noun=line("node"))


def test_a_line_is_said_with_its_parts_and_numbers() -> None:
    assert translate_line(make_line()) == "`nodes` hat 2.000 Teile (Etappe)"


def test_in_english_it_is_as_it_was() -> None:
    with translation.override("en"):
        assert translate_line(make_line()) == make_line() == "`nodes` has 2,000 parts of a node"


def test_a_text_that_remembers_nothing_stays() -> None:
    assert translate_line("remove it") == "remove it"


def test_a_note_is_one_line() -> None:
    assert describe_note(Note("x", line("remove it"))) == "Nimm es heraus"
    assert (
        describe_note(Note("x", make_line(), line("remove it"))) == "`nodes` hat 2.000 Teile (Etappe) (nimm es heraus)"
    )


def test_a_problem_keeps_its_place() -> None:
    problem = Problem("a.yaml", 2, 3, Severity.ERROR, line("remove it"), "", "x")
    assert translate_problem(problem) == Problem("a.yaml", 2, 3, Severity.ERROR, "nimm es heraus", "", "x")
