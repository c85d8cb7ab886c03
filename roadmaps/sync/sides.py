"""A document laid flat for comparing, and the next base. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, TypeVar

from roadmaps.documents.document import LinkDoc, NodeDoc, RoadmapDoc, TopicDoc
from roadmaps.documents.table import NODE_FIELDS, TOPIC_FIELDS
from roadmaps.sync.link_merge import fill_link
from roadmaps.sync.values import LINK_LISTS

Doc = TypeVar("Doc", RoadmapDoc, NodeDoc, TopicDoc)
Part = TypeVar("Part", bound=NodeDoc | TopicDoc)


@dataclass(frozen=True, slots=True)
class FlatDoc:
    """One document, by key and in its order.

    places: topic -> its node; children: node -> its topics; a node that does not say its topics is missing there.
    """

    roadmap: RoadmapDoc | None = None
    nodes: Mapping[str, NodeDoc] = field(default_factory=dict)
    topics: Mapping[str, TopicDoc] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)
    children: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def lay_flat(document: RoadmapDoc | None, *, nodes: Mapping[str, str], topics: Mapping[str, str]) -> FlatDoc:
    """The document by key; `nodes` and `topics` give the new names of those that are called otherwise now."""
    if document is None:
        return FlatDoc()
    by_key = {nodes.get(node.key, node.key): node for node in document.nodes}
    placed = [
        (topics.get(topic.key, topic.key), key, topic) for key, node in by_key.items() for topic in node.topics or ()
    ]
    return FlatDoc(
        roadmap=document,
        nodes=by_key,
        topics={key: topic for key, _, topic in placed},
        places={key: node for key, node, _ in placed},
        children={
            key: tuple(topics.get(topic.key, topic.key) for topic in node.topics)
            for key, node in by_key.items()
            if node.topics is not None
        },
    )


def carry_base(document: RoadmapDoc, *, file: FlatDoc, old: FlatDoc, merged: Collection[str] = ()) -> RoadmapDoc:
    """What the next plan compares with: the file, and what the old base said where the file says nothing.

    merged: topics that the file names as what others once were. Aliases are left out: they are not compared. An id is
    written out where the name would give another key.
    """
    named = {*file.topics, *merged}
    nodes = tuple(_carry_node(key, old, file, named) for key in file.nodes)
    return replace(_fill(document, old.roadmap), aliases=None, nodes=nodes)


def unstate(thing: Part) -> Part:
    """What a row says beyond its defaults, as a file that leaves out what it may would say it."""
    table = NODE_FIELDS if isinstance(thing, NodeDoc) else TOPIC_FIELDS
    unsaid: dict[str, Any] = {
        field.name: None for field in table if not field.required and getattr(thing, field.name) == field.default
    }
    return replace(thing, **unsaid)


def is_same_said(one: RoadmapDoc | None, other: RoadmapDoc | None) -> bool:
    """Whether two bases say the same, whether or not they write out their ids."""
    return one == other or (one is not None and other is not None and _name_ids(one) == _name_ids(other))


def is_unchanged_node(node: NodeDoc, said: NodeDoc) -> bool:
    """Whether all that the node says of itself was said before."""
    names: dict[str, Any] = {"id": "", "aliases": None, "topics": None}
    return replace(_fill(node, said), **names) == replace(said, **names)


def is_unchanged_topic(topic: TopicDoc, said: TopicDoc) -> bool:
    """Whether all that the topic says was said before."""
    names: dict[str, Any] = {"id": "", "aliases": None}
    return replace(_fill_topic(topic, said), **names) == replace(said, **names)


def _carry_node(key: str, old: FlatDoc, file: FlatDoc, named: Collection[str]) -> NodeDoc:
    topics = None
    if key in file.children:
        topics = tuple(_carry_topic(topic, file.topics[topic], old) for topic in file.children[key])
    elif key in old.children:
        left = (topic for topic in old.children[key] if topic not in named)
        topics = tuple(_carry_topic(topic, old.topics[topic], old) for topic in left)
    return replace(_pin(_fill(file.nodes[key], old.nodes.get(key)), file.nodes[key].id, key), topics=topics)


def _carry_topic(key: str, topic: TopicDoc, old: FlatDoc) -> TopicDoc:
    return _pin(_fill_topic(topic, old.topics.get(key)), topic.id, key)


def _name_ids(document: RoadmapDoc) -> RoadmapDoc:
    nodes = (
        replace(node, id=node.key, topics=tuple(replace(topic, id=topic.key) for topic in node.topics or ()))
        for node in document.nodes
    )
    return replace(document, nodes=tuple(nodes))


def _pin(thing: Part, written: str | None, key: str) -> Part:
    """The thing under its key. Whether its id was written is remembered: one without may return under another name."""
    pinned = replace(thing, id=written, aliases=None)
    return pinned if pinned.key == key else replace(pinned, id=key)


def _fill_topic(topic: TopicDoc, said: TopicDoc | None) -> TopicDoc:
    """The topic with what it does not say, links included, taken from what was said before."""
    links: dict[str, Any] = {field.name: _fill_links(topic, said, field.name) for field in LINK_LISTS}
    return replace(_fill(topic, said), **links)


def _fill(doc: Doc, said: Doc | None) -> Doc:
    unsaid: dict[str, Any] = {}
    if said is not None:
        unsaid = {each.name: getattr(said, each.name) for each in fields(doc) if getattr(doc, each.name) is None}
    return replace(doc, **unsaid)


def _fill_links(topic: TopicDoc, said: TopicDoc | None, name: str) -> tuple[LinkDoc, ...] | None:
    links: tuple[LinkDoc, ...] | None = getattr(topic, name)
    before: tuple[LinkDoc, ...] | None = getattr(said, name) if said else None
    if links is None:
        return before
    by_url = {link.url: link for link in before or ()}
    return tuple(fill_link(link, by_url.get(link.url)) for link in links)
