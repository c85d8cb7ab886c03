"""What the reader of files says, in the language of whoever reads it: the only place that translates it."""

from __future__ import annotations

from dataclasses import replace

from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext

from roadmaps.documents.lines import Line
from roadmaps.documents.problem import Note, Problem


def translate_line(text: str) -> str:
    """The line in the language that is on; a text that remembers no template stays as it is."""
    if not isinstance(text, Line):
        return text
    return gettext(text.template) % {name: _translate_value(value) for name, value in text.values.items()}


def translate_problem(problem: Problem) -> Problem:
    return replace(problem, message=translate_line(problem.message), hint=translate_line(problem.hint))


def describe_note(note: Note) -> str:
    """One line for an editor: what is wrong and, in brackets, what to do."""
    message, hint = capfirst(translate_line(note.message)), translate_line(note.hint)
    return f"{message} ({hint})" if hint else message


def _translate_value(value: str | int) -> str:
    return number_format(value, force_grouping=True) if isinstance(value, int) else translate_line(value)
