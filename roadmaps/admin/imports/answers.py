"""What an editor answers on the page of a plan: how conflicts are settled, what is new, how much may be retired."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.http import QueryDict

from roadmaps.sync.merge import OnConflict
from roadmaps.sync.options import Options

SETTLE = "settle:"
"""An input whose name begins so settles the conflict that the rest of the name tells."""
AS_NEW = "as_new"
SHOWN_AS_NEW = "shown_as_new"
ALLOW_RETIRE = "allow_retire"
SEEN = "seen"
"""The fingerprint of the plan that was shown."""

_CHOICES = {choice.value: choice for choice in (OnConflict.KEEP, OnConflict.TAKE)}
_MOST_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Answers:
    """choices: `name_spot()` -> KEEP or TAKE; as_new: `roadmap/key` of what is nothing the site has; allow_retire: as
    typed, `None` for no number; shown_as_new: what was answered when the plan was shown; seen: its fingerprint."""

    choices: Mapping[str, OnConflict] = field(default_factory=dict)
    as_new: frozenset[str] = frozenset()
    allow_retire: int | None = None
    shown_as_new: frozenset[str] = frozenset()
    seen: str = ""

    @property
    def options(self) -> Options:
        return Options(choices=self.choices, as_new=self.as_new, allow_retire=self.allow_retire)


def read_answers(data: QueryDict) -> Answers:
    """The answers in a form that was sent; what makes no sense counts as no answer."""
    number = data.get(ALLOW_RETIRE, "").strip()
    sensible = number.isascii() and number.isdecimal() and len(number) <= _MOST_DIGITS
    return Answers(
        choices={
            name.removeprefix(SETTLE): _CHOICES[value]
            for name, value in data.items()
            if name.startswith(SETTLE) and isinstance(value, str) and value in _CHOICES
        },
        as_new=frozenset(data.getlist(AS_NEW)),
        allow_retire=int(number) if sensible else None,
        shown_as_new=frozenset(data.getlist(SHOWN_AS_NEW)),
        seen=data.get(SEEN, ""),
    )
