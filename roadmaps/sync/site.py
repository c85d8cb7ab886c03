"""What the site says of one roadmap. Pure: `snapshot.py` fills it from rows, `plan.py` compares it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from roadmaps.documents.document import NodeDoc, RoadmapDoc, TopicDoc


@dataclass(frozen=True, slots=True)
class Memory:
    """What an import leaves behind beside the content, for the next plan to compare with.

    base: what the file says, filled from the base before; gone: what files said last of things they no longer name;
    path, digest: of the file; former_status: of a roadmap that is archived because its file went away.
    """

    base: RoadmapDoc | None = None
    gone: RoadmapDoc | None = None
    path: str = ""
    digest: str = ""
    former_status: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """What the site said of one roadmap at one time: every node and topic, and the keys of those that were retired."""

    document: RoadmapDoc
    retired_nodes: frozenset[str] = frozenset()
    retired_topics: frozenset[str] = frozenset()

    @property
    def present(self) -> RoadmapDoc:
        """What is on the trail: no retired node, no retired topic. This is what an export writes."""
        nodes = (self._trim_node(node) for node in self.document.nodes if node.key not in self.retired_nodes)
        return replace(self.document, nodes=tuple(nodes))

    def _trim_node(self, node: NodeDoc) -> NodeDoc:
        return replace(node, topics=tuple(topic for topic in node.topics or () if self._is_present(topic)))

    def _is_present(self, topic: TopicDoc) -> bool:
        return topic.key not in self.retired_topics


@dataclass(frozen=True, slots=True)
class Site:
    """The rows of one roadmap at one revision.

    document: every node and topic that has a row, retired ones too, every field stated, in the order of the site;
    retired_nodes, retired_topics: keys of those that are retired themselves; memory: what the last import left behind;
    formers: keys the roadmap once had; former_nodes, former_topics: former key -> key of the row; node_ids, topic_ids:
    key -> id of the row.
    """

    roadmap_id: int
    revision: int
    document: RoadmapDoc
    retired_nodes: frozenset[str] = frozenset()
    retired_topics: frozenset[str] = frozenset()
    memory: Memory = Memory()
    formers: tuple[str, ...] = ()
    former_nodes: Mapping[str, str] = field(default_factory=dict)
    former_topics: Mapping[str, str] = field(default_factory=dict)
    node_ids: Mapping[str, int] = field(default_factory=dict)
    topic_ids: Mapping[str, int] = field(default_factory=dict)

    @property
    def base(self) -> RoadmapDoc | None:
        """What the last applied import said."""
        return self.memory.base

    def count_active(self) -> int:
        """Topics on the trail."""
        return sum(len(node.topics or ()) for node in self.present.nodes)

    @property
    def moment(self) -> Moment:
        """What it says now, without what an import left behind."""
        return Moment(self.document, self.retired_nodes, self.retired_topics)

    @property
    def present(self) -> RoadmapDoc:
        """What is on the trail."""
        return self.moment.present
