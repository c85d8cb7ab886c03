"""What a file has to say so that it is the roadmap on the site. Pure."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from roadmaps.documents.document import Field, LinkDoc, NodeDoc, RoadmapDoc, TopicDoc
from roadmaps.documents.table import LINK_FIELDS, NODE_FIELDS, ROADMAP_FIELDS, TOPIC_FIELDS
from roadmaps.sync.site import Site

Doc = TypeVar("Doc", RoadmapDoc, NodeDoc, TopicDoc, LinkDoc)
Said = RoadmapDoc | NodeDoc | TopicDoc | LinkDoc | None


def make_export(site: Site) -> RoadmapDoc:
    """The roadmap as an editor would write it: whatever is not at its default, and whatever its last file stated.

    An import of it has nothing to say on this site, and makes the same roadmap on a new one.
    """
    document, base = state_all(site), site.base
    said_nodes = {node.key: node for node in base.nodes} if base else {}
    said_topics = {topic.key: topic for node in said_nodes.values() for topic in node.topics or ()}
    nodes = tuple(_trim_node(node, said_nodes.get(node.key), said_topics) for node in document.nodes)
    return _trim(ROADMAP_FIELDS, replace(document, nodes=nodes), base)


def state_all(site: Site) -> RoadmapDoc:
    """The roadmap with every field of every part stated: what is on the trail, with all former keys as aliases."""
    document, base = site.present, site.base
    said_nodes = base.nodes if base else ()
    said_topics = [topic for node in said_nodes for topic in node.topics or ()]
    keys = {node.key for node in document.nodes}
    node_aliases = _list_aliases(said_nodes, site.former_nodes, keys)
    topic_keys = {topic.key for node in document.nodes for topic in node.topics or ()}
    topic_aliases = _list_aliases(said_topics, site.former_topics, topic_keys)
    formers = dict.fromkeys(site.formers, document.key)
    return replace(
        document,
        aliases=_list_aliases([base] if base else [], formers, {document.key})[document.key],
        nodes=tuple(
            replace(
                node,
                aliases=node_aliases[node.key],
                # a node that an editor retired is in no file, so that none can build on it there
                depends_on=tuple(key for key in node.depends_on or () if key in keys),
                topics=tuple(replace(topic, aliases=topic_aliases[topic.key]) for topic in node.topics or ()),
            )
            for node in document.nodes
        ),
    )


def _list_aliases(
    said: Iterable[RoadmapDoc | NodeDoc | TopicDoc], formers: Mapping[str, str], keys: Collection[str]
) -> Mapping[str, tuple[str, ...]]:
    """Key -> its aliases: those that the last file gave it, then further keys it once had (`formers`: former key ->
    key). No alias is a key in use, and none has two owners."""
    said = list(said)
    owners = {alias: thing.key for thing in reversed(said) for alias in thing.aliases or ()} | dict(formers)
    ordered = [alias for thing in said for alias in thing.aliases or ()] + list(formers)
    aliases: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for alias in dict.fromkeys(ordered):
        if alias not in keys:
            aliases[owners[alias]] += (alias,)
    return aliases


def _trim_node(node: NodeDoc, said: NodeDoc | None, said_topics: Mapping[str, TopicDoc]) -> NodeDoc:
    topics = tuple(_trim_topic(topic, said_topics.get(topic.key)) for topic in node.topics or ())
    return _trim(NODE_FIELDS, replace(node, topics=topics), said)


def _trim_topic(topic: TopicDoc, said: TopicDoc | None) -> TopicDoc:
    links = _trim_links(topic.links, said.links if said else ())
    references = _trim_links(topic.references, said.references if said else ())
    return _trim(TOPIC_FIELDS, replace(topic, links=links, references=references), said)


def _trim_links(links: tuple[LinkDoc, ...] | None, said: tuple[LinkDoc, ...] | None) -> tuple[LinkDoc, ...]:
    by_url = {link.url: link for link in said or ()}
    return tuple(_trim(LINK_FIELDS, link, by_url.get(link.url)) for link in links or ())


def _trim(fields: tuple[Field, ...], thing: Doc, said: Said) -> Doc:
    """The thing without the fields that are at their default and that the last file left out."""
    unsaid: dict[str, Any] = {
        field.name: None
        for field in fields
        if field.default is not None
        and getattr(thing, field.name) == field.default
        and getattr(said, field.name, None) is None
    }
    return replace(thing, **unsaid)
