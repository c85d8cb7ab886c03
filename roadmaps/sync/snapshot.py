"""Rows -> what the site says. The import compares it, the export writes it."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from roadmaps.documents.document import LinkDoc, NodeDoc, RoadmapDoc, TopicDoc
from roadmaps.documents.plain import from_data
from roadmaps.models import FormerKey, ImportedDocument, Link, Node, Roadmap, Topic
from roadmaps.sync.site import Memory, Site
from roadmaps.sync.values import LINK_SCALARS, SCALARS, Thing, from_column

KINDS = {"links": Link.Kind.LINK, "references": Link.Kind.REFERENCE}
"""The list of a topic in a document -> the kind of its rows."""


def take_snapshots(keys: Collection[str] | None = None) -> dict[str, Site]:
    """The roadmaps with these keys, or all, by key: five queries, whatever their number and size.

    The revisions are read first, so that a write in between makes a plan from this snapshot stale.
    """
    rows = Roadmap.objects.defer("folded").select_related("imported").order_by("key")
    roadmaps = list(rows if keys is None else rows.filter(key__in=keys))
    ids = [roadmap.pk for roadmap in roadmaps]
    nodes, topics, links, formers = defaultdict(list), defaultdict(list), defaultdict(list), defaultdict(list)
    for node in Node.objects.defer("folded").filter(roadmap__in=ids).order_by("position", "id"):
        nodes[node.roadmap_id].append(node)
    for topic in Topic.objects.defer("folded").filter(roadmap__in=ids).order_by("position", "id"):
        topics[topic.node_id].append(topic)
    for link in Link.objects.defer("folded").filter(topic__roadmap__in=ids).order_by("position", "id"):
        links[link.topic_id].append(link)
    for former in FormerKey.objects.filter(roadmap__in=ids).order_by("id"):
        formers[former.roadmap_id].append(former)
    return {
        roadmap.key: _make_site(roadmap, nodes[roadmap.pk], topics, links, formers[roadmap.pk]) for roadmap in roadmaps
    }


def _make_site(
    roadmap: Roadmap,
    nodes: Sequence[Node],
    topics: Mapping[int, list[Topic]],
    links: Mapping[int, list[Link]],
    formers: Sequence[FormerKey],
) -> Site:
    node_docs = tuple(_make_node(node, topics[node.pk], links) for node in nodes)
    node_keys = {node.pk: node.key for node in nodes}
    topic_keys = {topic.pk: topic.key for node in nodes for topic in topics[node.pk]}
    return Site(
        roadmap_id=roadmap.pk,
        revision=roadmap.revision,
        document=RoadmapDoc(id=roadmap.key, nodes=node_docs, **_read_columns(Thing.ROADMAP, roadmap)),
        retired_nodes=frozenset(node.key for node in nodes if node.retired),
        retired_topics=frozenset(topic.key for node in nodes for topic in topics[node.pk] if topic.retired),
        memory=_recall(roadmap),
        formers=tuple(each.key for each in formers if each.node_id is None and each.topic_id is None),
        former_nodes={each.key: node_keys[each.node_id] for each in formers if each.node_id is not None},
        former_topics={each.key: topic_keys[each.topic_id] for each in formers if each.topic_id is not None},
        node_ids={key: pk for pk, key in node_keys.items()},
        topic_ids={key: pk for pk, key in topic_keys.items()},
    )


def _recall(roadmap: Roadmap) -> Memory:
    imported = getattr(roadmap, "imported", None)
    return read_memory(imported) if imported else Memory()


def read_memory(imported: ImportedDocument) -> Memory:
    """What an import left behind; an empty `gone` was never kept."""
    return Memory(
        base=from_data(imported.document),
        gone=from_data(imported.gone) if imported.gone else None,
        path=imported.path,
        digest=imported.digest,
        former_status=imported.former_status,
    )


def _make_node(node: Node, topics: Sequence[Topic], links: Mapping[int, list[Link]]) -> NodeDoc:
    topic_docs = tuple(_make_topic(topic, links[topic.pk]) for topic in topics)
    return NodeDoc(id=node.key, topics=topic_docs, **_read_columns(Thing.NODE, node))


def _make_topic(topic: Topic, links: Sequence[Link]) -> TopicDoc:
    lists: dict[str, Any] = {
        name: tuple(_make_link(link) for link in links if link.kind == kind) for name, kind in KINDS.items()
    }
    return TopicDoc(id=topic.key, **_read_columns(Thing.TOPIC, topic), **lists)


def _make_link(link: Link) -> LinkDoc:
    return LinkDoc(url=link.url, **{field.name: getattr(link, field.name) for field in LINK_SCALARS})


def _read_columns(thing: Thing, row: Roadmap | Node | Topic) -> dict[str, Any]:
    return {field.name: from_column(field, getattr(row, field.name)) for field in SCALARS[thing]}
