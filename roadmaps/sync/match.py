"""Which thing of the file is which thing of the site. Pure.

The rules are those of `docs/laws.md`: first by key, then by former keys the file names itself (`aliases`), in order.
Nothing is ever guessed from names or places.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from roadmaps.documents.document import NodeDoc, RoadmapDoc, TopicDoc
from roadmaps.documents.keys import slug


@dataclass(frozen=True, slots=True)
class Clash:
    """Two things of the file claim one row: `key` lost it to `rival`."""

    key: str
    rival: str
    row: str


@dataclass(frozen=True, slots=True)
class Match:
    """`rows`: key in the file -> key of the row it is. What is missing there is new."""

    rows: Mapping[str, str]
    clashes: tuple[Clash, ...] = ()

    def renames(self) -> dict[str, str]:
        """Key of the row -> key it takes, where the two differ."""
        return {row: key for key, row in self.rows.items() if row != key}


@dataclass(slots=True)
class _Search:
    known: Collection[str]
    rows: dict[str, str] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)
    clashes: list[Clash] = field(default_factory=list)

    def claim(self, key: str, row: str) -> None:
        if row in self.owners:
            self.clashes.append(Clash(key=key, rival=self.owners[row], row=row))
        else:
            self.rows[key], self.owners[row] = row, key


def match_things(things: Iterable[RoadmapDoc | NodeDoc | TopicDoc], known: Collection[str]) -> Match:
    """Match things of one kind with the keys that are known (of rows, and of what the last import said)."""
    search, unknown = _Search(known), []
    for thing in things:
        if thing.key in known:
            search.claim(thing.key, thing.key)
        else:
            unknown.append(thing)
    for thing in unknown:
        former = next((key for key in map(slug, thing.aliases or ()) if key in known), None)
        if former is not None:
            search.claim(thing.key, former)
    return Match(rows=search.rows, clashes=tuple(search.clashes))


def known_keys(thing: RoadmapDoc | NodeDoc | TopicDoc) -> tuple[str, ...]:
    """Every key under which a row of this thing may be found, the best first."""
    return (thing.key, *map(slug, thing.aliases or ()))
