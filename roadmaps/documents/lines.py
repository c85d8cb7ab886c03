"""What is said about a document: English lines that remember how they were made, so that others can translate them."""

from __future__ import annotations


class Line(str):
    """An English line, and what it was made of: a template as gettext has it, and what stands in it by name.

    A value that is a Line itself is a part to translate; a whole number is written as its reader's language has it.
    """

    __slots__ = ("template", "values")

    template: str
    values: dict[str, str | int]


def line(template: str, **values: str | int) -> Line:
    """`line("%(count)s parts", count=2_000)` is "2,000 parts". Imported as `_`, for gettext to collect templates."""
    shown = {name: f"{value:,}" if isinstance(value, int) else value for name, value in values.items()}
    made = Line(template % shown)
    made.template, made.values = template, values
    return made
