"""Base, site and file side by side, all three in the names of the file. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from roadmaps.documents.document import NodeDoc, RoadmapDoc
from roadmaps.sync.link_merge import is_same_set
from roadmaps.sync.match import Clash, Match, match_things
from roadmaps.sync.merge import OnConflict
from roadmaps.sync.sides import FlatDoc, is_unchanged_node, is_unchanged_topic, lay_flat
from roadmaps.sync.site import Site
from roadmaps.sync.values import LINK_LISTS, SCALARS, Thing, is_same, state


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a plan is made from.

    is_new: the site has no such roadmap; was_imported: there is a base; retired: by kind, keys of rows that are;
    renames: by kind, key of the row -> key in the file; clashes: by kind, things that claim one row.
    """

    base: FlatDoc
    site: FlatDoc
    file: FlatDoc
    is_new: bool
    was_imported: bool
    on_conflict: OnConflict
    retired: Mapping[Thing, frozenset[str]]
    renames: Mapping[Thing, Mapping[str, str]]
    clashes: Mapping[Thing, tuple[Clash, ...]]

    @property
    def is_adopting(self) -> bool:
        """The site has the roadmap, and no import ever wrote it: every difference is for a person to settle."""
        return not (self.is_new or self.was_imported)

    def find(self, thing: Thing, key: str) -> tuple[Any, Any, Any]:
        """The documents of one node or topic in base, site and file; `None` where it is not."""
        if thing is Thing.NODE:
            return self.base.nodes.get(key), self.site.nodes.get(key), self.file.nodes.get(key)
        return self.base.topics.get(key), self.site.topics.get(key), self.file.topics.get(key)

    def is_retired(self, thing: Thing, key: str) -> bool:
        return key in self.retired[thing]

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


def compare(*, base: RoadmapDoc | None, site: Site | None, file: RoadmapDoc, on_conflict: OnConflict) -> Comparison:
    """Match the things of the three documents and lay them side by side."""
    rows = site.document if site else None
    nodes = match_things(file.nodes, {node.key for document in (rows, base) for node in _nodes(document)})
    topics = match_things(
        [topic for node in file.nodes for topic in node.topics or ()],
        {topic.key for document in (rows, base) for node in _nodes(document) for topic in node.topics or ()},
    )
    renames = {Thing.NODE: nodes.renames(), Thing.TOPIC: topics.renames()}
    names = {"nodes": renames[Thing.NODE], "topics": renames[Thing.TOPIC]}
    return Comparison(
        base=lay_flat(base, **names),
        site=lay_flat(rows, **names),
        file=lay_flat(file, nodes={}, topics={}),
        is_new=site is None,
        was_imported=base is not None,
        on_conflict=on_conflict,
        retired={
            Thing.NODE: _rename(site.retired_nodes if site else frozenset(), nodes),
            Thing.TOPIC: _rename(site.retired_topics if site else frozenset(), topics),
        },
        renames=renames,
        clashes={Thing.NODE: nodes.clashes, Thing.TOPIC: topics.clashes},
    )


def _nodes(document: RoadmapDoc | None) -> tuple[NodeDoc, ...]:
    return document.nodes if document else ()


def _rename(keys: frozenset[str], match: Match) -> frozenset[str]:
    names = match.renames()
    return frozenset(names.get(key, key) for key in keys)
