"""What files said last of nodes and topics that they no longer name: their base, should they come back. Pure."""

from dataclasses import replace

from roadmaps.documents.document import NodeDoc, RoadmapDoc, TopicDoc
from roadmaps.sync.sides import FlatDoc, unstate
from roadmaps.sync.site import Site


def carry_past(*, key: str, base: FlatDoc, past: FlatDoc, kept: RoadmapDoc) -> RoadmapDoc:
    """What base and past say beyond `kept`, the next base: a document of those nodes and topics alone.

    A node that is kept stands there by its key only, as the place of topics that are gone.
    """
    kept_nodes = {node.key for node in kept.nodes}
    kept_topics = {topic.key for node in kept.nodes for topic in node.topics or ()}
    nodes = {name: node for name, node in {**past.nodes, **base.nodes}.items() if name not in kept_nodes}
    topics = {name: topic for name, topic in {**past.topics, **base.topics}.items() if name not in kept_topics}
    places = {**past.places, **base.places}
    children: dict[str, list[TopicDoc]] = {name: [] for name in nodes}
    for name, topic in topics.items():
        children.setdefault(places[name], []).append(replace(topic, id=name))
    gone = (
        replace(nodes.get(name) or NodeDoc(title=name), id=name, topics=tuple(own)) for name, own in children.items()
    )
    return RoadmapDoc(id=key, title="", description="", nodes=tuple(gone))


def recall_retired(site: Site) -> RoadmapDoc:
    """What is retired and not in base, as its rows say it: the past of a site that did not yet keep one."""
    base = site.base.nodes if site.base else ()
    said_nodes = {node.key for node in base}
    said_topics = {topic.key for node in base for topic in node.topics or ()}
    nodes = []
    for node in site.document.nodes:
        left = [
            unstate(topic)
            for topic in node.topics or ()
            if topic.key in site.retired_topics and topic.key not in said_topics
        ]
        if left or (node.key in site.retired_nodes and node.key not in said_nodes):
            nodes.append(replace(unstate(node), topics=tuple(left)))
    return RoadmapDoc(id=site.document.key, title="", description="", nodes=tuple(nodes))
