"""What the YAML parser says of a broken file, in words that help."""

import yaml

from roadmaps.documents.lines import line as _
from roadmaps.documents.problem import Note

# What stands in the parser's message -> what to tell the author
_HINTS = (
    ("mapping values are not allowed", _("a text with `: ` in it needs quotes; or the indentation is off")),
    ("could not find expected ':'", _("a key needs a `:` after it; or the indentation is off")),
    ("did not find expected key", _("check quotes and indentation")),
    ("did not find expected '-' indicator", _("check the indentation of the list")),
    ("block sequence entries are not allowed", _("a list begins on the line after its key")),
    ("did not find expected ',' or", _("a [ or { is not closed, or a comma is missing")),
    ("did not find expected node content", _("a [ or { is not closed, or a comma too many")),
    (
        "did not find expected <document start>",
        _("this line does not go with what stands before it; check the indentation"),
    ),
    ("unknown escape character", _("write the backslash twice, or use single quotes")),
    ("unexpected end of stream", _("the quote opened here is not closed")),
    ("unexpected document indicator", _("the quote opened here is not closed")),
    ("incompatible yaml document", _("remove the %%YAML line")),
    ("undefined tag handle", _("tags are not allowed")),
)
_OPENED_BEFORE = ("unexpected end of stream", "unexpected document indicator")
_TAB = Note("tab", _("a tab in the indentation"), _("indent with spaces"))


def explain_syntax(error: yaml.YAMLError, text: str) -> tuple[tuple[int, int], Note]:
    """Line and column of the fault, counted from 0 in `text`, and what it is."""
    if not isinstance(error, yaml.MarkedYAMLError):
        return (0, 0), Note("syntax", _("not valid YAML: %(error)s", error=str(error)))
    said = (error.problem or error.context or "no more is known").strip()
    low = said.lower()
    mark = error.context_mark if any(words in low for words in _OPENED_BEFORE) else None
    mark = mark or error.problem_mark or error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    if "cannot start any token" in low:
        return (line, column), _explain_character(text, line, column)
    if "tab character" in low:
        return (line, column), _TAB
    hint = next((hint for words, hint in _HINTS if words in low), "")
    return (line, column), Note("syntax", _("not valid YAML: %(said)s", said=said), hint)


def _explain_character(text: str, line: int, column: int) -> Note:
    lines = text.split("\n")
    char = lines[line][column : column + 1] if line < len(lines) else ""
    if char == "\t":
        return _TAB
    return Note(
        "syntax", _("not valid YAML: a text cannot begin with %(char)s", char=char), _("put the text in quotes")
    )
