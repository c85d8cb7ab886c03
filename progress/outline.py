"""What is the same for all learners is drawn once by the ordinary templates, and kept in this process.

An answer is made of parts: a page with its summary, its stages, their rows. Each part is drawn by its own template and
kept by all that it shows (progress/parts.py says what that is), so that learners share what looks alike, and an answer
is joined from what is kept. As the revision of the roadmap is in each key, and rises inside the transaction that writes
content, nothing is ever invalidated: what is out of date is not asked for again, and is dropped when its place is
needed.

What differs from one answer to the next, the CSRF token, where forms lead back to, the learner's id, and the batch that
undo takes back, stands in the kept text as a mark that no content can hold, and is filled in last.
"""

from __future__ import annotations

import re
import secrets
import uuid
from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import count
from typing import Any, NamedTuple
from urllib.parse import quote

from django.template.loader import get_template
from django.utils.html import escape
from django.utils.translation import get_language

from progress.lately import Lately
from roadmaps.models import Roadmap

TOKEN, LEARNER, BACK = (f"{name}:{secrets.token_hex(16)}" for name in ("token", "learner", "back"))
"""Stand for the CSRF token, the learner's id and the way back. Nobody can guess them, so no content holds them."""
BACK_QUOTED = quote(BACK)
"""What a template makes of the way back where it stands in a query: told from the other by its colon."""
BATCH = str(uuid.uuid4())
"""Stands for the batch of a mark. An address takes it for one."""
GAP = "\0"
"""Stands in a part for one within it. No text holds it: neither database nor file takes it."""
_GAP = GAP.encode()
_FILLED = [mark.encode() for mark in (TOKEN, LEARNER, BACK, BACK_QUOTED, BATCH)]
MARKS = re.compile(f"({'|'.join([TOKEN, LEARNER, BACK, BACK_QUOTED, BATCH, GAP])})")
MOST_PARTS, MOST_PAGES, MOST_GROUNDS = 20_000, 500, 1_000
Pieces = Sequence[bytes]
"""A text in UTF-8, cut around each mark. The pieces of a part are shared by all answers that hold it."""

parts: Lately[Hashable, Pieces] = Lately(MOST_PARTS)
grounds: Lately[Hashable, int] = Lately(MOST_GROUNDS)
"""A number for each, never used again: shorter to look up than all that it stands for."""
_numbers = count()
pages: Lately[Hashable, Pieces] = Lately(MOST_PAGES)
"""Whole ones, by everything they were drawn from."""


def forget() -> None:
    """Whatever is asked for next is drawn anew."""
    parts.clear()
    pages.clear()


class Part(NamedTuple):
    """One part of an answer.

    `shows` is all that its text depends on beside the content and the Ground; `context` is what its template is given;
    `inner` are the parts within it, in the order in which the template leaves gaps for them (`{% part %}`).
    """

    template: str
    shows: Hashable
    context: Mapping[str, Any]
    inner: Sequence[Part] = ()


class Ground(NamedTuple):
    """What the parts of one answer have in common; `number` tells it from others."""

    roadmap: Roadmap
    is_learner: bool
    number: int


class Anyone:
    """The `user` of a kept part: somebody with an account, whose id is filled in later."""

    is_authenticated = True
    is_staff = False
    pk = LEARNER


def stand_on(roadmap: Roadmap, *, is_learner: bool) -> Ground:
    key = (roadmap.pk, roadmap.created_at, roadmap.revision, get_language(), is_learner)
    return Ground(roadmap, is_learner, grounds.get(key, lambda: next(_numbers)))


def join(part: Part, ground: Ground) -> Pieces:
    """The pieces of a part and of all within it, marks left in them."""
    return _join_each([part], ground)[0]


def _join_each(wanted: Sequence[Part], ground: Ground) -> list[Pieces]:
    keys = [(part.template, part.shows, ground.number) for part in wanted]
    joined = []
    for part, key, kept in zip(wanted, keys, parts.find_each(keys), strict=True):
        pieces = parts.keep(key, draw(part, ground)) if kept is None else kept
        joined.append(_close_gaps(pieces, _join_each(part.inner, ground)) if part.inner else pieces)
    return joined


def _close_gaps(pieces: Pieces, inner: Iterable[Pieces]) -> Pieces:
    joined: list[bytes] = []
    gaps = iter(inner)
    for piece in pieces:
        if piece == _GAP:
            joined += next(gaps)
        else:
            joined.append(piece)
    return joined


def draw(part: Part, ground: Ground) -> Pieces:
    """A part as its template draws it, with marks and gaps in it."""
    user = Anyone if ground.is_learner else None
    common = {"roadmap": ground.roadmap, "user": user, "next": BACK, "csrf_token": TOKEN, "leaves_gaps": True}
    text = get_template(part.template).render({**part.context, **common}, part.context.get("request"))
    return tuple(piece.encode() for piece in MARKS.split(text))


def fill(
    pieces: Iterable[bytes], *, token: str, learner: int | None, came_from: str, batch: uuid.UUID | None = None
) -> bytes:
    """The text of one answer, in UTF-8. `came_from` is where its forms lead back to, `batch` what undo takes back."""
    back, quoted = escape(came_from), escape(quote(came_from))
    values = (token, str(learner or ""), back, quoted, str(batch or ""))
    filled = {mark: value.encode() for mark, value in zip(_FILLED, values, strict=True)}
    return b"".join([filled.get(piece, piece) for piece in pieces])
