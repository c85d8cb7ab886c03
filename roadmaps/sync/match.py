"""Which thing of the file is which thing of the site. Pure.

The rules are those of `docs/laws.md`, in this order: its key is a key; its id is a former key; its aliases, in order,
as key, then as former key; without an id, the slug of its name as former key. A key that only an import remembers, of
a row that was deleted, comes after those that lead to one. Nothing is ever guessed.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from roadmaps.documents.document import NodeDoc, RoadmapDoc, TopicDoc
from roadmaps.documents.keys import slug

Thing = RoadmapDoc | NodeDoc | TopicDoc


@dataclass(frozen=True, slots=True)
class Known:
    """keys: of rows; formers: former key -> key of the row that had it; said: keys that files named, of whatever."""

    keys: Collection[str]
    formers: Mapping[str, str] = field(default_factory=dict)
    said: Collection[str] = ()

    def find(self, key: str) -> str | None:
        """The row that is called so, or was, or a thing that had one."""
        if key in self.keys:
            return key
        return self.formers.get(key) or (key if key in self.said else None)


@dataclass(frozen=True, slots=True)
class Clash:
    """Two things of the file claim one row: `key` lost it to `rival`."""

    key: str
    rival: str
    row: str


@dataclass(frozen=True, slots=True)
class Match:
    """rows: key in the file -> key of the row it is; what is missing there is new.

    merged: key of a row -> key in the file that names it as an alias but is another row already.
    """

    rows: Mapping[str, str]
    clashes: tuple[Clash, ...] = ()
    merged: Mapping[str, str] = field(default_factory=dict)

    def renames(self) -> dict[str, str]:
        """Key of the row -> key it takes, where the two differ."""
        return {row: key for key, row in self.rows.items() if row != key}


@dataclass(slots=True)
class _Search:
    rows: dict[str, str] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)
    clashes: list[Clash] = field(default_factory=list)
    merged: dict[str, str] = field(default_factory=dict)

    def claim(self, key: str, row: str) -> None:
        if row in self.owners:
            self.clashes.append(Clash(key=key, rival=self.owners[row], row=row))
        else:
            self.rows[key], self.owners[row] = row, key

    def merge(self, key: str, row: str) -> None:
        """The thing is one row and names another: that one goes into it, unless it is something else of the file."""
        rival = self.owners.get(row) or self.merged.get(row)
        if rival is None:
            self.merged[row] = key
        elif rival != key:
            self.clashes.append(Clash(key=key, rival=rival, row=row))


def match_things(things: Iterable[Thing], known: Known) -> Match:
    """Match things of one kind with what is known of the site."""
    search, unknown = _Search(), []
    things = list(things)
    for thing in things:
        if thing.key in known.keys:
            search.claim(thing.key, thing.key)
        else:
            unknown.append(thing)
    for thing in unknown:
        if (row := _find_former(thing, known)) is not None:
            search.claim(thing.key, row)
    for thing in things:
        if thing.key in search.rows:
            for alias in thing.aliases or ():
                if (row := known.find(slug(alias))) is not None:
                    search.merge(thing.key, row)
    return Match(rows=search.rows, clashes=tuple(search.clashes), merged=search.merged)


def known_keys(thing: Thing) -> tuple[str, ...]:
    """Every key under which a row of this thing may be found, the best first."""
    return (thing.key, *map(slug, thing.aliases or ()))


def _find_former(thing: Thing, known: Known) -> str | None:
    """The row of a thing whose key no row has; one that was deleted only where its aliases lead to no other."""
    if thing.key in known.said or (thing.id is not None and thing.key in known.formers):
        return known.find(thing.key)
    found = [row for alias in thing.aliases or () if (row := known.find(slug(alias))) is not None]
    living = (row for row in found if row in known.keys)
    return next(living, None) or next(iter(found), known.formers.get(thing.key))
