"""What the site says of one roadmap. Pure: `snapshot.py` fills it from rows, `plan.py` compares it."""

from dataclasses import dataclass, replace

from roadmaps.documents.document import NodeDoc, RoadmapDoc, TopicDoc


@dataclass(frozen=True, slots=True)
class Site:
    """The rows of one roadmap at one revision.

    document: every node and topic that has a row, retired ones too, every field stated, in the order of the site;
    retired_nodes, retired_topics: keys of those that are retired themselves; base: what the last applied import said.
    """

    roadmap_id: int
    revision: int
    document: RoadmapDoc
    retired_nodes: frozenset[str] = frozenset()
    retired_topics: frozenset[str] = frozenset()
    base: RoadmapDoc | None = None

    @property
    def present(self) -> RoadmapDoc:
        """What is on the trail: no retired node, no retired topic. This is what an export writes."""
        nodes = (self._trim_node(node) for node in self.document.nodes if node.key not in self.retired_nodes)
        return replace(self.document, nodes=tuple(nodes))

    def _trim_node(self, node: NodeDoc) -> NodeDoc:
        return replace(node, topics=tuple(topic for topic in node.topics or () if self._is_present(topic)))

    def _is_present(self, topic: TopicDoc) -> bool:
        return topic.key not in self.retired_topics
