"""How much documents hold, in words. Pure."""

from collections.abc import Iterable

from roadmaps.documents.document import RoadmapDoc


def count_content(documents: Iterable[RoadmapDoc]) -> str:
    """`1 roadmap, 5 nodes, 13 topics (1 optional), 11 links.`; references count as links."""
    documents = list(documents)
    nodes = [node for document in documents for node in document.nodes]
    topics = [topic for node in nodes for topic in node.topics or ()]
    optional = sum(bool(topic.optional) for topic in topics)
    links = sum(len(topic.links or ()) + len(topic.references or ()) for topic in topics)
    return (
        f"{count(len(documents), 'roadmap')}, {count(len(nodes), 'node')}, {count(len(topics), 'topic')}"
        f"{f' ({optional} optional)' if optional else ''}, {count(links, 'link')}."
    )


def count(number: int, noun: str) -> str:
    """`1 node`, `2 nodes`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"
