"""What someone searched for, and what was found, without the database."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import IntEnum

from django.urls import reverse
from django.utils.functional import cached_property

from roadmaps.documents.folding import fold, split_query

LONGEST = 200
"""Characters of a query that are read."""
MOST = 50
"""Results on a page."""
FEW = 8
"""Results under the field in the bar."""


class Kind(IntEnum):
    """In the order of results of the same rank."""

    ROADMAP = 0
    NODE = 1
    TOPIC = 2
    LINK = 3
    NOTE = 4


class Rank(IntEnum):
    """How well a result fits. What is beyond OTHER is close to what was typed, the closer the lower."""

    SAME_NAME = 0
    NAME_BEGINS = 1
    WORDS_IN_NAME = 2
    OTHER = 3
    NEAR = 10


@dataclass(frozen=True)
class Query:
    """text: as it was typed, at most LONGEST characters; phrase and words: folded; was_cut: whether more was typed."""

    text: str
    was_cut: bool = False

    @cached_property
    def phrase(self) -> str:
        return fold(self.text)

    @cached_property
    def words(self) -> list[str]:
        return split_query(self.text)


def read_query(typed: str) -> Query:
    """What can neither be stored nor shown becomes a space."""
    text = "".join(char if char.isprintable() else " " for char in typed[: LONGEST + 1]).strip()
    return Query(text[:LONGEST].strip(), was_cut=len(typed.strip()) > LONGEST)


@dataclass(frozen=True, slots=True)
class Result:
    """One row that was found; fields in the order of the columns of the query."""

    rank: int
    kind: Kind
    name: str
    pk: int
    text: str
    takeaways: str
    roadmap_id: int
    roadmap_key: str
    roadmap_title: str
    language: str
    node_key: str
    node_title: str
    topic_key: str
    topic_name: str
    same_as: str
    topic_id: int
    url: str

    @property
    def address(self) -> str:
        """Where it leads; a link and a note to their topic."""
        keys = [self.roadmap_key, *([self.node_key] if self.node_key else []), *filter(None, [self.topic_key])]
        return reverse(("roadmap", "node", "topic")[len(keys) - 1], args=keys)

    @property
    def texts(self) -> list[str]:
        """What is searched beside the name."""
        return [self.text, *(map(str, json.loads(self.takeaways)) if self.takeaways else [])]


@dataclass(frozen=True, slots=True)
class Found:
    """What answers a query. is_near: nothing is spelt as typed, these are close; is_cut: there are more."""

    results: tuple[Result, ...] = ()
    is_near: bool = False
    is_cut: bool = False
