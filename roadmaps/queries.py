"""Reads of content, shaped for a page. Each says how many queries it makes."""

from __future__ import annotations

from collections.abc import Collection

from django.http import Http404
from django.utils.translation import gettext as _

from roadmaps.documents.keys import normalise_key
from roadmaps.models import Link, Node, Roadmap, Topic

# What a row on the trail shows; the rest of a topic is read only where it is shown whole.
ROW_FIELDS = (
    "id", "roadmap_id", "node_id", "key", "name", "description", "difficulty", "optional", "duration", "position",
    "retired", "changed_at", "prerequisites", "same_as",
)  # fmt: skip


def get_roadmap(key: str) -> Roadmap:
    """One roadmap by its key, or one it once had, whatever its status, or 404. One query; two where no key is so."""
    key = normalise_key(key)
    formers = {"former_keys__key": key, "former_keys__node": None, "former_keys__topic": None}
    roadmap = Roadmap.objects.filter(key=key).first() or Roadmap.objects.filter(**formers).first()
    if roadmap is None:
        raise Http404(_("There is no roadmap at this address."))
    return roadmap


def get_topic(roadmap_key: str, key: str) -> Topic:
    """One topic whole, with its node and roadmap, by keys they have or once had, or 404.

    One query; where that finds nothing, those of `get_roadmap` and up to two more.
    """
    topics = Topic.objects.select_related("node", "roadmap").defer("folded", "node__folded", "roadmap__folded")
    key = normalise_key(key)
    topic = topics.filter(roadmap__key=normalise_key(roadmap_key), key=key).first()
    if topic is None:
        topics = topics.filter(roadmap=get_roadmap(roadmap_key))
        topic = topics.filter(key=key).first() or topics.filter(former_keys__key=key).first()
    if topic is None:
        raise Http404(_("There is no topic at this address."))
    return topic


def get_node(roadmap: Roadmap, key: str) -> Node:
    """One node, retired or not, by its key or one it once had, or 404. One query or two."""
    nodes, key = Node.objects.filter(roadmap=roadmap), normalise_key(key)
    node = nodes.filter(key=key).first() or nodes.filter(former_keys__key=key).first()
    if node is None:
        raise Http404(_("There is no such stage on this roadmap."))
    node.roadmap = roadmap
    return node


def list_nodes(roadmap: Roadmap) -> list[Node]:
    """All nodes of a roadmap in order, retired ones too. One query."""
    return list(Node.objects.filter(roadmap=roadmap).defer("folded").in_order())


def list_topics(roadmap: Roadmap) -> list[Topic]:
    """All topics of a roadmap in order with what a row shows, retired ones too. One query."""
    return list(Topic.objects.filter(roadmap=roadmap).only(*ROW_FIELDS).order_by("position", "id"))


def list_links(topic: Topic) -> list[Link]:
    """Links and references of a topic, free ones before paid, else in order. One query."""
    links = Link.objects.filter(topic=topic).defer("folded").order_by("position", "id")
    return sorted(links, key=lambda link: link.paid)


def list_outlines(
    roadmaps: Collection[Roadmap], *, using: str | None = None
) -> dict[int, tuple[list[Node], list[Topic]]]:
    """Nodes that hold topics, and those topics, by roadmap id and in order. One query whatever their number.

    `using` names a database, for what must be as new as what the primary one says.
    """
    outlines: dict[int, tuple[list[Node], list[Topic]]] = {roadmap.pk: ([], []) for roadmap in roadmaps}
    fields = [field for field in ROW_FIELDS if field != "description"]
    node_fields = [f"node__{field}" for field in ("id", "key", "title", "position", "retired", "depends_on")]
    topics = Topic.objects.using(using).filter(roadmap__in=outlines).select_related("node").only(*fields, *node_fields)
    for topic in topics.in_order():
        nodes, rows = outlines[topic.roadmap_id]
        rows.append(topic)
        if not nodes or nodes[-1].pk != topic.node_id:
            nodes.append(topic.node)
    return outlines
