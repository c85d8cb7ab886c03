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
from roadmaps.models import ImportRun, Roadmap
from roadmaps.sync.comparison import list_topics
from roadmaps.sync.importing import Source, plan_import, run_import
from roadmaps.sync.merge import OnConflict
from roadmaps.sync.operations import Operation, Plan
from roadmaps.sync.options import Options
from roadmaps.sync.past import recall_retired
from roadmaps.sync.plan import make_plan
from roadmaps.sync.runs import carry_out, open_run
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


def as_site(document: RoadmapDoc, *, nodes: tuple[str, ...] = (), topics: tuple[str, ...] = (), **values: Any) -> Site:
    """The site as if its rows said the document; `nodes` and `topics` are retired."""
    rows = complete(document)
    node_ids = {each.key: number for number, each in enumerate(rows.nodes, 100)}
    topic_ids = {each.key: number for number, each in enumerate(list_topics(rows), 500)}
    return Site(
        1, 7, rows, frozenset(nodes), frozenset(topics), **{"node_ids": node_ids, "topic_ids": topic_ids, **values}
    )


def plan(
    base: RoadmapDoc | None, site: RoadmapDoc | Site, file: RoadmapDoc, on_conflict: OnConflict = OnConflict.STOP
) -> Plan:
    rows = site if isinstance(site, Site) else as_site(site)
    rows = replace(rows, memory=replace(rows.memory, base=base, path="trails/trail.yaml"))
    if base and rows.memory.gone is None:
        rows = replace(rows, memory=replace(rows.memory, gone=recall_retired(rows)))
    options = Options(on_conflict=on_conflict)
    return make_plan(site=rows, file=file, path="trails/trail.yaml", options=options)


def base_after(plan: Plan) -> RoadmapDoc | None:
    """What the next plan will compare with."""
    memory = plan.memory or (plan.site.memory if plan.site else None)
    return memory.base if memory else None


def tell(plan: Plan) -> list[tuple[str, str, str, str]]:
    """(act, key, field, reason) of each operation."""
    return [brief(operation) for operation in plan.operations]


def brief(operation: Operation) -> tuple[str, str, str, str]:
    return operation.act.value, operation.key, operation.field, operation.reason.value


def bring(document: RoadmapDoc, on_conflict: OnConflict = OnConflict.STOP) -> Plan:
    """Import one document, what is added being new and whatever it retires; returns its plan."""
    return run_import(*allow_all(document, on_conflict)).plans[0]


def record(document: RoadmapDoc, on_conflict: OnConflict = OnConflict.STOP) -> ImportRun:
    """Import one document as `bring` does, and keep the record of it."""
    asked = allow_all(document, on_conflict)
    return carry_out(open_run(origin=ImportRun.Origin.COMMAND), lambda: run_import(*asked)).run


def allow_all(document: RoadmapDoc, on_conflict: OnConflict = OnConflict.STOP) -> tuple[list[Source], Options]:
    """What to import and how, so that neither a likeness nor the number of what leaves stops it."""
    sources = [Source("trail.yaml", document)]
    keys = {node.key for node in document.nodes} | {topic.key for topic in list_topics(document)}
    options = Options(on_conflict=on_conflict, as_new=frozenset(keys))
    guard = plan_import(sources, options).guard
    return sources, replace(options, allow_retire=guard.retired) if guard else options


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
