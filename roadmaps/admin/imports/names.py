"""What things are called: plans speak in keys, pages in names. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from roadmaps.documents.document import RoadmapDoc
from roadmaps.sync.importing import Import
from roadmaps.sync.operations import Act, Plan
from roadmaps.sync.values import Thing

Names = Mapping[tuple[Thing, str], str]
"""Thing and key -> title or name."""


def find_names(imported: Import, plan: Plan) -> Names:
    """Everything that one plan may speak of: as the site calls it, and what the site does not have as the file does."""
    names: dict[tuple[Thing, str], str] = {}
    for source in imported.sources:
        if source.document.key == plan.key:
            names.update(_name_all(source.document))
    if plan.site:
        rows = dict(_name_all(plan.site.document))
        names.update(rows)
        for operation in plan.operations:
            if operation.act is Act.RENAME:
                names[operation.thing, operation.key] = rows[operation.thing, operation.before]
    return names


def _name_all(document: RoadmapDoc) -> Iterator[tuple[tuple[Thing, str], str]]:
    yield (Thing.ROADMAP, document.key), document.title
    for node in document.nodes:
        yield (Thing.NODE, node.key), node.title
        for topic in node.topics or ():
            yield (Thing.TOPIC, topic.key), topic.name
