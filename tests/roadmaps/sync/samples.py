"""Documents and imports for the tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from django.apps import apps
from django.core import serializers
from django.db.models.signals import post_init

from roadmaps.documents.document import Field, Kind, LinkDoc, NodeDoc, Question, RoadmapDoc, TopicDoc
from roadmaps.documents.table import LINK_FIELDS, NODE_FIELDS, ROADMAP_FIELDS, TOPIC_FIELDS
from roadmaps.models import Roadmap
from roadmaps.sync.importing import Source, run_import
from roadmaps.sync.merge import OnConflict
from roadmaps.sync.operations import Operation, Plan
from roadmaps.sync.plan import make_plan
from roadmaps.sync.site import Site
from roadmaps.sync.snapshot import take_snapshots

THREE: dict[Kind, tuple[Any, Any, Any]] = {
    Kind.LINE: ("one", "two", "three"),
    Kind.TEXT: ("one\nline", "two\nlines", "three\nlines"),
    Kind.URL: ("https://one.example/", "https://two.example/", "/three"),
    Kind.DATE: ("2026-01-01", "2026-02-02", ""),
    Kind.REFERENCE: ("one/topic", "two/topic", ""),
    Kind.KEYS: (("one",), ("one", "two"), ()),
    Kind.LINES: (("one",), ("two", "one"), ()),
    Kind.QUESTIONS: ((Question("why?", "so"),), (Question("why?", "because"),), ()),
}


def three_values(field: Field) -> tuple[Any, ...]:
    """Values of a field that are not the same: three, of a boolean two."""
    if field.kind is Kind.BOOLEAN:
        return (False, True)
    return field.choices[:3] if field.kind is Kind.CHOICE else THREE[field.kind]


def topic(key: str, **values: Any) -> TopicDoc:
    return TopicDoc(**{"id": key, "name": key.title(), **values})


def node(key: str, *topics: TopicDoc, **values: Any) -> NodeDoc:
    return NodeDoc(**{"id": key, "title": key.title(), "topics": topics, **values})


def roadmap(*nodes: NodeDoc, **values: Any) -> RoadmapDoc:
    return RoadmapDoc(**{"id": "trail", "title": "Trail", "description": "Where it leads.", "nodes": nodes, **values})


def link(name: str, **values: Any) -> LinkDoc:
    return LinkDoc(**{"title": name.title(), "url": f"https://example.org/{name}", **values})


def complete(document: RoadmapDoc) -> RoadmapDoc:
    """The normal form: every field stated, by default where the document says nothing; no aliases."""
    nodes = tuple(
        replace(_state(each, NODE_FIELDS, id=each.key), topics=tuple(map(_complete_topic, each.topics or ())))
        for each in document.nodes
    )
    stated: RoadmapDoc = _state(document, ROADMAP_FIELDS)
    return replace(stated, nodes=nodes)


def _complete_topic(document: TopicDoc) -> TopicDoc:
    stated: TopicDoc = _state(document, TOPIC_FIELDS, id=document.key)
    links = tuple(_state(each, LINK_FIELDS) for each in stated.links or ())
    return replace(stated, links=links, references=tuple(_state(each, LINK_FIELDS) for each in stated.references or ()))


def _state(thing: Any, fields: tuple[Field, ...], **values: Any) -> Any:
    for field in fields:
        if getattr(thing, field.name) is None:
            values.setdefault(field.name, field.default)
    if hasattr(thing, "aliases"):
        values["aliases"] = None
    return replace(thing, **values)


def as_site(document: RoadmapDoc, *, nodes: tuple[str, ...] = (), topics: tuple[str, ...] = ()) -> Site:
    """The site as if its rows said the document; `nodes` and `topics` are retired."""
    return Site(1, 7, complete(document), frozenset(nodes), frozenset(topics))


def plan(
    base: RoadmapDoc | None, site: RoadmapDoc | Site, file: RoadmapDoc, on_conflict: OnConflict = OnConflict.STOP
) -> Plan:
    rows = site if isinstance(site, Site) else as_site(site)
    return make_plan(base=base, site=rows, file=file, path="trails/trail.yaml", on_conflict=on_conflict)


def tell(plan: Plan) -> list[tuple[str, str, str, str]]:
    """(act, key, field, reason) of each operation."""
    return [brief(operation) for operation in plan.operations]


def brief(operation: Operation) -> tuple[str, str, str, str]:
    return operation.act.value, operation.key, operation.field, operation.reason.value


def bring(document: RoadmapDoc, on_conflict: OnConflict = OnConflict.STOP) -> Plan:
    """Import one document; returns its plan."""
    return run_import([Source("trail.yaml", document)], on_conflict=on_conflict)[0]


def look(key: str = "trail") -> Site:
    return take_snapshots([key])[key]


def freeze_rows() -> str:
    """Every row of every table of ours, as text."""
    models = [model for app in ("accounts", "progress", "roadmaps") for model in apps.get_app_config(app).get_models()]
    return "\n".join(serializers.serialize("json", model._default_manager.order_by("pk")) for model in models)


@contextmanager
def meddling(times: int) -> Iterator[None]:
    """Somebody raises the revision after each of so many snapshots."""
    left = [times]

    def meddle(sender: type[Roadmap], instance: Roadmap, **_: Any) -> None:
        if left[0]:
            left[0] -= 1
            Roadmap.objects.filter(pk=instance.pk).update(revision=instance.revision + 1)

    post_init.connect(meddle, sender=Roadmap)
    try:
        yield
    finally:
        post_init.disconnect(meddle, sender=Roadmap)
