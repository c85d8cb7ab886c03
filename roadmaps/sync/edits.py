"""What was edited on the site since its last import: what an import of the unchanged file would keep. Pure."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from roadmaps.documents.document import NodeDoc, RoadmapDoc, TopicDoc
from roadmaps.sync.comparison import list_topics
from roadmaps.sync.merge import Reason
from roadmaps.sync.operations import Act, Operation
from roadmaps.sync.past import recall_retired
from roadmaps.sync.plan import make_plan
from roadmaps.sync.site import Site
from roadmaps.sync.values import LINK_LISTS, SCALARS, Thing, is_same


class Standing(StrEnum):
    """How the file and a thing of the site know each other."""

    NEVER = "never"  # no import ever wrote the roadmap
    OWN = "own"  # made on the site, and no file ever had it
    GONE = "gone"  # a file had it once, the last one did not
    SAID = "said"  # in the file


class Kind(StrEnum):
    """What an edit did."""

    CHANGED = "changed"  # what the file says
    ADDED = "added"  # a link, or a value of a field, of which the file says nothing; an import leaves it alone
    RETIRED = "retired"  # what the file has
    REMOVED = "removed"  # what the file has, and no row or link does


@dataclass(frozen=True, slots=True)
class Edit:
    """One difference between the file and the site.

    thing, key: what it is about; field: "" for presence, "node" for the place of a topic, "nodes" and "topics" for the
    order of what stands inside; file, site: the two values, `None` for none; item, part: as in `Operation`.
    """

    kind: Kind
    thing: Thing
    key: str
    field: str = ""
    file: Any = None
    site: Any = None
    item: str = ""
    part: str = ""


Edits = Mapping[tuple[Thing, str], tuple[Edit, ...]]
"""By the thing that shows them: what has no row any more is shown where the file has it."""


def list_edits(site: Site, thing: Thing, key: str) -> tuple[Edit, ...]:
    """The edits that one roadmap, node or topic shows."""
    return find_edits(site).get((thing, key), ())


def find_edits(site: Site) -> Edits:
    """All edits of a roadmap: the edits that a plan for the file as it was would keep, and what only the site says."""
    if site.base is None:
        return {}
    file = replace(site.base, id=site.document.key)
    edits: dict[tuple[Thing, str], list[Edit]] = defaultdict(list)
    for operation in make_plan(site=site, file=file).operations:
        if operation.act is Act.KEEP:
            edits[_find_place(site, file, operation)].append(_read(operation))
    for edit in _list_added(site.document, file):
        edits[edit.thing, edit.key].append(edit)
    return {place: tuple(found) for place, found in edits.items()}


def find_standing(site: Site, thing: Thing, key: str) -> Standing:
    """How the file knows a row."""
    if site.base is None:
        return Standing.NEVER
    if thing is Thing.ROADMAP or key in _index(site.base)[thing]:
        return Standing.SAID
    return Standing.GONE if key in _index(site.memory.gone or recall_retired(site))[thing] else Standing.OWN


def _read(operation: Operation) -> Edit:
    """The edit that an operation keeps; its sides are those of the plan: before is the site, after the file."""
    kind = Kind(operation.reason) if operation.reason in (Reason.RETIRED, Reason.REMOVED) else Kind.CHANGED
    about = (operation.thing, operation.key, operation.field, operation.after, operation.before)
    return Edit(kind, *about, operation.item, operation.part)


def _find_place(site: Site, base: RoadmapDoc, operation: Operation) -> tuple[Thing, str]:
    """What shows the operation: the thing itself, else the node in which the file has it, else the roadmap."""
    if operation.reason is not Reason.REMOVED or operation.field:
        return operation.thing, operation.key
    if operation.thing is Thing.TOPIC:
        node = next(node.key for node in base.nodes if operation.key in {topic.key for topic in node.topics or ()})
        if node in site.node_ids:
            return Thing.NODE, node
    return Thing.ROADMAP, base.key


def _list_added(rows: RoadmapDoc, base: RoadmapDoc) -> Iterator[Edit]:
    """What rows say, beyond their defaults, where the file says nothing."""
    said, own = _index(base), _index(rows)
    for thing, fields in SCALARS.items():
        for key, row in own[thing].items():
            doc = said[thing].get(key)
            for field in fields if doc else ():
                value = getattr(row, field.name)
                if getattr(doc, field.name) is None and not is_same(field.default, value):
                    yield Edit(Kind.ADDED, thing, key, field.name, site=value)
            if isinstance(row, TopicDoc) and isinstance(doc, TopicDoc):
                yield from _list_added_links(key, row, doc)


def _list_added_links(key: str, row: TopicDoc, doc: TopicDoc) -> Iterator[Edit]:
    for field in LINK_LISTS:
        said = {link.url for link in getattr(doc, field.name) or ()}
        for link in getattr(row, field.name):
            if link.url not in said:
                yield Edit(Kind.ADDED, Thing.TOPIC, key, field.name, site=link, item=link.url)


def _index(document: RoadmapDoc) -> Mapping[Thing, Mapping[str, RoadmapDoc | NodeDoc | TopicDoc]]:
    return {
        Thing.ROADMAP: {document.key: document},
        Thing.NODE: {node.key: node for node in document.nodes},
        Thing.TOPIC: {topic.key: topic for topic in list_topics(document)},
    }
