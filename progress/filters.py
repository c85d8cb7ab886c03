"""Which topics of a trail a page lists, by status and level, and how many each choice would list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urlencode

from progress.estimate import read_duration
from progress.search import read_query
from progress.trail import NodeRow, TopicRow, Trail
from roadmaps.documents.folding import fold, has_words, split_query
from roadmaps.rendering import first_sentence

STATUSES = ("todo", "learning", "done", "skipped")
OPTIONAL = "optional"
LEVELS = ("beginner", "intermediate", "advanced", OPTIONAL)
# These stand behind numbers in the header; most are chips only while they are on.
LEFT, CHANGED, ADDED, REVISE, LATER = "left", "changed", "added", "revise", "later"
REQUIRED, UNESTIMATED = "required", "unestimated"
SPECIAL = (LEFT, CHANGED, ADDED, REVISE, LATER)
SPECIAL_LEVELS = (REQUIRED, UNESTIMATED)


@dataclass(frozen=True, slots=True)
class Filter:
    """One choice of status and one of level, and words searched for in what a row says; "" is any."""

    status: str = ""
    level: str = ""
    search: str = ""

    @property
    def is_on(self) -> bool:
        return bool(self.status or self.level)

    @property
    def query(self) -> str:
        """The query string of the page that lists this, with its question mark."""
        return write_query(self.status, self.level, self.search)

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """What the search form carries along."""
        return [(name, value) for name, value in (("status", self.status), ("level", self.level)) if value]

    def fits(self, row: TopicRow) -> bool:
        return not self.is_on or (self.status in list_statuses(row) and self.level in list_levels(row))


def list_statuses(row: TopicRow) -> list[str]:
    """Each choice of status that lists this row."""
    statuses = ["", row.status]
    if row.standing.is_required and not row.standing.is_done:
        statuses.append(LEFT)
    if row.is_outdated:
        statuses.append(CHANGED)
    if row.is_added:
        statuses.append(ADDED)
    if row.is_to_revise:
        statuses.append(REVISE)
    if row.reason == LATER:
        statuses.append(LATER)
    return statuses


def list_levels(row: TopicRow) -> list[str]:
    """Each choice of level that lists this row."""
    levels = ["", row.topic.difficulty]
    if row.topic.optional:
        levels.append(OPTIONAL)
    if row.standing.is_required:
        levels.append(REQUIRED)
        if not read_duration(row.topic.duration):  # what the time in the header leaves out: of required topics alone
            levels.append(UNESTIMATED)
    return levels


def group_alike(rows: Iterable[TopicRow]) -> Iterable[list[TopicRow]]:
    """Rows that every choice lists together, or none of them."""
    groups: dict[Hashable, list[TopicRow]] = defaultdict(list)
    for row in rows:
        standing = row.standing[1:]  # all but the key
        changes = (row.is_outdated, row.is_added, row.is_to_revise)
        groups[standing, changes, row.topic.difficulty, row.topic.duration].append(row)
    return groups.values()


@lru_cache(maxsize=1024)  # each page leads to the same few
def write_query(status: str, level: str, search: str) -> str:
    query = urlencode([(name, value) for name, value in (("status", status), ("level", level), ("q", search)) if value])
    return f"?{query}" if query else ""


class Choice(NamedTuple):
    """One chip: what it chooses, how many topics it lists, where it leads."""

    value: str
    number: int
    query: str
    is_on: bool


class Chips(NamedTuple):
    statuses: tuple[Choice, ...]
    levels: tuple[Choice, ...]


def read_filter(params: Mapping[str, str]) -> Filter:
    """The filter of a query string; what is none of ours is no filter."""
    status, level = params.get("status", ""), params.get("level", "")
    return Filter(
        status=status if status in {*STATUSES, *SPECIAL} else "",
        level=level if level in {*LEVELS, *SPECIAL_LEVELS} else "",
        search=read_query(params.get("q", "")).text,
    )


def list_chips(trail: Trail, chosen: Filter) -> Chips:
    """The chips beside the one that is on; each counts what it would list together with the other group's choice.

    What a learner set aside on purpose has a chip as long as there is any.
    """
    by_status: dict[str, int] = defaultdict(int)
    by_level: dict[str, int] = defaultdict(int)
    set_aside: set[str] = set()
    for alike in group_alike(trail.rows):
        number, statuses, levels = len(alike), list_statuses(alike[0]), list_levels(alike[0])
        for status in statuses if chosen.level in levels else ():
            by_status[status] += number
        for level in levels if chosen.status in statuses else ():
            by_level[level] += number
        set_aside |= {REVISE, LATER}.intersection(statuses)
    statuses = ["", *STATUSES, *(value for value in SPECIAL if value in {chosen.status, *set_aside})]
    levels = ["", *LEVELS, *([chosen.level] if chosen.level in SPECIAL_LEVELS else [])]
    return Chips(
        tuple(
            Choice(to, by_status[to], write_query(to, chosen.level, chosen.search), to == chosen.status)
            for to in statuses
        ),
        tuple(
            Choice(to, by_level[to], write_query(chosen.status, to, chosen.search), to == chosen.level) for to in levels
        ),
    )


def list_shown(trail: Trail, chosen: Filter) -> list[tuple[NodeRow, list[TopicRow]]]:
    """The nodes to draw with the rows to draw in each; with a filter on, nodes without any are left out.

    What does not hold the words searched for is drawn hidden, so that a script can bring it back.
    """
    shown = [(node, [row for row in node.rows if chosen.fits(row)]) for node in trail.nodes]
    shown = [(node, rows) for node, rows in shown if rows or not chosen.is_on]
    if chosen.search:
        words = split_query(chosen.search)
        for node, rows in shown:
            for row in rows:
                row.is_hidden = not has_words(words, fold(f"{row.topic.name} {first_sentence(row.topic.description)}"))
            node.is_hidden = all(row.is_hidden for row in rows)
    return shown


def count_shown(shown: Sequence[tuple[NodeRow, list[TopicRow]]]) -> int:
    """How many topics a person sees."""
    return sum(not row.is_hidden for _node, rows in shown for row in rows)
