"""Form fields for what a plain input cannot hold: lists, one entry a line, and questions with their answers."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from roadmaps.documents.text import normalise_line_ends

MARKER = re.compile(r"(?P<marker>[QA]):[ \t]*(?P<rest>.*)")
ESCAPED = re.compile(r"\\+[QA]:")
NEEDS_ESCAPE = re.compile(r"\\*[QA]:")


class LongTextField(forms.CharField):
    """Many lines of text as its author typed them: browsers send CR LF, which would make every save a change."""

    widget = forms.Textarea

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**({"strip": False} | kwargs))

    def to_python(self, value: Any) -> str:
        return normalise_line_ends(super().to_python(value) or "")


class LinesField(forms.Field):
    """A list of one-line texts, edited one per line. Empty lines are dropped."""

    widget = AdminTextareaWidget(attrs={"rows": 4})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, help_text=gettext_lazy("One per line."), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:
        lines = normalise_line_ends(value or "").split("\n")
        return [line.strip() for line in lines if line.strip()]


class QuestionsField(forms.Field):
    """Self-check cards as `[{"ask": ..., "answer": ...}]`, edited as blocks of `Q: ...` and `A: ...`.

    A line that goes on belongs to what stands above it. A line of a text that itself begins with `Q:` or `A:` is
    written with a backslash before it.
    """

    widget = AdminTextareaWidget(attrs={"rows": 8})

    def __init__(self, **kwargs: Any) -> None:
        help_text = gettext_lazy("A line “Q: …” for the question, then “A: …” for its answer; both may go on below.")
        super().__init__(required=False, help_text=help_text, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return write_questions(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[dict[str, str]]:
        return read_questions(value or "")


def write_questions(cards: list[dict[str, str]]) -> str:
    """The cards as text, a blank line between two; `read_questions` gives them back."""
    return "\n\n".join(f"Q: {_escape(card['ask'])}\nA: {_escape(card['answer'])}" for card in cards)


def read_questions(text: str) -> list[dict[str, str]]:
    """The cards in `text`. Raises ValidationError that names the line."""
    parts: list[tuple[str, int, list[str]]] = []
    for number, line in enumerate(normalise_line_ends(text).split("\n"), start=1):
        start = MARKER.fullmatch(line)
        if start:
            parts.append((start["marker"], number, [start["rest"]]))
        elif parts:
            parts[-1][2].append(line[1:] if ESCAPED.match(line) else line)
        elif line.strip():
            raise ValidationError(_("Line %(line)s: begin each question with “Q:”.") % {"line": number})
    return [_pair(parts, place) for place in range(0, len(parts), 2)]


def _pair(parts: list[tuple[str, int, list[str]]], place: int) -> dict[str, str]:
    marker, number, ask = parts[place]
    if marker != "Q":
        raise ValidationError(_("Line %(line)s: this answer has no question “Q:” of its own.") % {"line": number})
    if place + 1 == len(parts) or parts[place + 1][0] != "A":
        raise ValidationError(_("Line %(line)s: this question needs an answer “A:”.") % {"line": number})
    answer = parts[place + 1][2]
    return {"ask": "\n".join(ask).strip(), "answer": "\n".join(answer).strip()}


def _escape(text: str) -> str:
    first, *others = text.split("\n")
    return "\n".join([first, *(f"\\{line}" if NEEDS_ESCAPE.match(line) else line for line in others)])
