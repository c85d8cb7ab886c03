"""Base, site and file side by side, all three in the names of the file. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from roadmaps.documents.document import RoadmapDoc, TopicDoc
from roadmaps.sync.link_merge import is_same_set
from roadmaps.sync.match import Clash, Known, Match, match_things
from roadmaps.sync.merge import OnConflict
from roadmaps.sync.operations import make_spot
from roadmaps.sync.options import Options
from roadmaps.sync.past import recall_retired
from roadmaps.sync.sides import FlatDoc, is_unchanged_node, is_unchanged_topic, lay_flat
from roadmaps.sync.site import Site
from roadmaps.sync.values import LINK_LISTS, SCALARS, Thing, is_same, state

Keys = Mapping[Thing, frozenset[str]]

NONE: Keys = {Thing.NODE: frozenset(), Thing.TOPIC: frozenset()}


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a plan is made from.

    past: what files said last of things they no longer name; is_new: the site has no such roadmap; was_imported: there
    is a base; retired: by kind, keys of rows that are; renames: by kind, key of the row -> key in the file; clashes:
    by kind, things that claim one row; merged: by kind, key -> key of the thing that takes its place; base_off and
    file_off: by kind, keys of what base and file tell of though it was off the trail there.
    """

    key: str
    base: FlatDoc
    past: FlatDoc
    site: FlatDoc
    file: FlatDoc
    is_new: bool
    was_imported: bool
    options: Options
    retired: Mapping[Thing, frozenset[str]]
    renames: Mapping[Thing, Mapping[str, str]]
    clashes: Mapping[Thing, tuple[Clash, ...]]
    merged: Mapping[Thing, Mapping[str, str]]
    base_off: Keys = field(default_factory=lambda: NONE)
    file_off: Keys = field(default_factory=lambda: NONE)

    @property
    def is_adopting(self) -> bool:
        """The site has the roadmap, and no import ever wrote it: every difference is for a person to settle."""
        return not (self.is_new or self.was_imported)

    def find(self, thing: Thing, key: str) -> tuple[Any, Any, Any]:
        """The documents of one node or topic in base, site and file; `None` where it is not, or off the trail."""
        base, site, file = self.look_up(thing, key)
        return None if key in self.base_off[thing] else base, site, None if key in self.file_off[thing] else file

    def look_up(self, thing: Thing, key: str) -> tuple[Any, Any, Any]:
        """The documents of one node or topic in base, site and file, on the trail or off; `None` where it is not."""
        if thing is Thing.NODE:
            return self.base.nodes.get(key), self.site.nodes.get(key), self.file.nodes.get(key)
        return self.base.topics.get(key), self.site.topics.get(key), self.file.topics.get(key)

    def find_said(self, thing: Thing, key: str) -> Any:
        """What a file said last of a node or topic, however long ago; `None` where none ever did."""
        sides = (self.base, self.past)
        found = (side.nodes.get(key) if thing is Thing.NODE else side.topics.get(key) for side in sides)
        return next(filter(None, found), None)

    def find_said_place(self, key: str) -> str | None:
        """The node in which a file last had a topic."""
        return self.base.places.get(key) or self.past.places.get(key)

    def choose(self, thing: Thing, key: str, field: str = "", item: str = "", part: str = "") -> OnConflict:
        """Who wins a conflict about this."""
        return self.options.choose(self.key, make_spot(thing, key, field, item, part))

    def is_retired(self, thing: Thing, key: str) -> bool:
        return key in self.retired[thing]

    def is_off(self, thing: Thing, key: str) -> bool:
        """Whether a row is off the trail: it is retired, or it stands in a node that is."""
        stands = thing is Thing.TOPIC and self.is_retired(Thing.NODE, self.site.places[key])
        return stands or self.is_retired(thing, key)

    def is_silent(self, thing: Thing, key: str) -> bool:
        """Whether the file does not say which topics stand where base has this one."""
        node = self.base.places.get(key, "") if thing is Thing.TOPIC else ""
        return node in self.file.nodes and node not in self.file.children

    def is_edited(self, thing: Thing, key: str) -> bool:
        """Whether the row, which base has, says anything else than base."""
        base, site, _ = self.find(thing, key)
        said = ((state(field, getattr(base, field.name)), getattr(site, field.name)) for field in SCALARS[thing])
        if not all(is_same(*pair) for pair in said):
            return True
        if thing is Thing.NODE:
            return False
        moved = self.base.places[key] != self.site.places[key]
        return moved or any(not is_same_set(getattr(base, f.name) or (), getattr(site, f.name)) for f in LINK_LISTS)

    def is_unchanged(self, thing: Thing, key: str) -> bool:
        """Whether the file says of a thing what base says."""
        base, _, file = self.find(thing, key)
        return is_unchanged_node(file, base) if thing is Thing.NODE else is_unchanged_topic(file, base)


def compare(
    *, site: Site | None, file: RoadmapDoc, options: Options, base_off: Keys = NONE, file_off: Keys = NONE
) -> Comparison:
    """Match the things of the documents and lay them side by side. `base_off` is in the names of base."""
    rows, base, past = (site.document, site.base, _find_past(site)) if site else (None, None, None)
    nodes = match_things(file.nodes, _know_nodes(site, base, past))
    topics = match_things(list_topics(file), _know_topics(site, base, past))
    matches = {Thing.NODE: nodes, Thing.TOPIC: topics}
    renames = {thing: match.renames() for thing, match in matches.items()}
    names = {"nodes": renames[Thing.NODE], "topics": renames[Thing.TOPIC]}
    retired = {
        Thing.NODE: site.retired_nodes if site else frozenset(),
        Thing.TOPIC: site.retired_topics if site else frozenset(),
    }
    return Comparison(
        key=file.key,
        base=lay_flat(base, **names),
        past=lay_flat(past, **names),
        site=lay_flat(rows, **names),
        file=lay_flat(file, nodes={}, topics={}),
        is_new=site is None,
        was_imported=base is not None,
        options=options,
        retired={thing: rename_all(keys, matches[thing]) for thing, keys in retired.items()},
        renames=renames,
        clashes={thing: match.clashes for thing, match in matches.items()},
        merged={thing: match.merged for thing, match in matches.items()},
        base_off={thing: rename_all(keys, matches[thing]) for thing, keys in base_off.items()},
        file_off=file_off,
    )


def _know_nodes(site: Site | None, *told: RoadmapDoc | None) -> Known:
    said = {node.key for document in told if document for node in document.nodes}
    return Known({node.key for node in site.document.nodes}, site.former_nodes, said) if site else Known(())


def _know_topics(site: Site | None, *told: RoadmapDoc | None) -> Known:
    said = {topic.key for document in told if document for topic in list_topics(document)}
    return Known({topic.key for topic in list_topics(site.document)}, site.former_topics, said) if site else Known(())


def _find_past(site: Site) -> RoadmapDoc | None:
    return recall_retired(site) if site.base and site.memory.gone is None else site.memory.gone


def list_topics(document: RoadmapDoc) -> list[TopicDoc]:
    """All topics of a document, in order."""
    return [topic for node in document.nodes for topic in node.topics or ()]


def rename_all(keys: frozenset[str], match: Match) -> frozenset[str]:
    names = match.renames()
    return frozenset(names.get(key, key) for key in keys)
