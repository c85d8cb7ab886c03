"""What the site says once a plan is applied. Pure; a test holds `apply.py` to it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from roadmaps.documents.document import NodeDoc, RoadmapDoc, TopicDoc
from roadmaps.sync.link_merge import state_link
from roadmaps.sync.operations import LEAVES, Act, Operation, Plan
from roadmaps.sync.site import Moment
from roadmaps.sync.values import LINK_LISTS, SCALARS, Thing, state

Doc = TypeVar("Doc", RoadmapDoc, NodeDoc, TopicDoc)


def make_wanted(plan: Plan) -> RoadmapDoc:
    """The roadmap as it will be on the trail: every field stated, no aliases, nothing that is retired."""
    return make_moment(plan).present


def make_moment(plan: Plan) -> Moment:
    """The same with what is retired."""
    draft = _Draft()
    draft.take_rows(plan)
    for operation in plan.operations:
        draft.apply(operation)
    draft.sort(plan)
    return draft.make()


@dataclass(slots=True)
class _Draft:
    """A roadmap in the making. nodes, topics: by key, in the order of the site; places: topic -> node."""

    roadmap: RoadmapDoc | None = None
    nodes: dict[str, NodeDoc] = field(default_factory=dict)
    topics: dict[str, TopicDoc] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    retired: dict[Thing, set[str]] = field(default_factory=lambda: {Thing.NODE: set(), Thing.TOPIC: set()})

    def take_rows(self, plan: Plan) -> None:
        """Begin with what the site has, under the names of the file."""
        if plan.site is None:
            return
        names = _list_renames(plan)
        self.roadmap = replace(plan.site.document, nodes=())
        for node in plan.site.document.nodes:
            key = names[Thing.NODE].get(node.key, node.key)
            self.nodes[key] = replace(node, id=key, topics=())
            for topic in node.topics or ():
                name = names[Thing.TOPIC].get(topic.key, topic.key)
                self.topics[name], self.places[name] = replace(topic, id=name), key
        for thing, keys in ((Thing.NODE, plan.site.retired_nodes), (Thing.TOPIC, plan.site.retired_topics)):
            self.retired[thing] = {names[thing].get(key, key) for key in keys}

    def apply(self, operation: Operation) -> None:
        if operation.act is Act.MOVE:
            self.places[operation.key] = operation.after
        elif operation.act is Act.ADD:
            self._add(operation)
        elif operation.thing is Thing.ROADMAP:
            self.roadmap = _change_roadmap(self.roadmap, operation)
        elif operation.act in LEAVES:
            self.retired[operation.thing].add(operation.key)
        elif operation.act is Act.RESTORE:
            self.retired[operation.thing].discard(operation.key)
        elif operation.act is Act.CHANGE:
            things: dict[str, Any] = self.nodes if operation.thing is Thing.NODE else self.topics
            things[operation.key] = _change(things[operation.key], operation)

    def sort(self, plan: Plan) -> None:
        """Put nodes and topics into the orders that the plan writes."""
        self.nodes = {key: self.nodes[key] for key in (plan.node_order or self.nodes)}
        written = [key for order in plan.topic_orders.values() for key in order]
        self.topics = {key: self.topics[key] for key in dict.fromkeys([*written, *self.topics])}

    def make(self) -> Moment:
        assert self.roadmap is not None  # noqa: S101 - tells the type: a plan without a site adds the roadmap
        children: dict[str, list[TopicDoc]] = {key: [] for key in self.nodes}
        for key, topic in self.topics.items():
            children[self.places[key]].append(topic)
        nodes = (replace(node, topics=tuple(children[key])) for key, node in self.nodes.items())
        retired = {thing: frozenset(keys) for thing, keys in self.retired.items()}
        return Moment(replace(self.roadmap, nodes=tuple(nodes)), retired[Thing.NODE], retired[Thing.TOPIC])

    def _add(self, operation: Operation) -> None:
        if operation.thing is Thing.ROADMAP:
            self.roadmap = _state(operation.after, operation)
        elif operation.thing is Thing.NODE:
            self.nodes[operation.key] = replace(_state(operation.after, operation), topics=())
        else:
            links: dict[str, Any] = {
                each.name: tuple(map(state_link, getattr(operation.after, each.name) or ())) for each in LINK_LISTS
            }
            self.topics[operation.key] = replace(_state(operation.after, operation), **links)
            self.places[operation.key] = operation.node


def _list_renames(plan: Plan) -> Mapping[Thing, dict[str, str]]:
    renames: dict[Thing, dict[str, str]] = {thing: {} for thing in Thing}
    for operation in plan.operations:
        if operation.act is Act.RENAME:
            renames[operation.thing][operation.before] = operation.key
    return renames


def _change_roadmap(roadmap: RoadmapDoc | None, operation: Operation) -> RoadmapDoc | None:
    if roadmap is None:
        return None
    if operation.act is Act.RENAME:
        return replace(roadmap, id=operation.key)
    if operation.act in (Act.RESTORE, Act.ARCHIVE):
        return replace(roadmap, status=operation.after)
    return _change(roadmap, operation) if operation.act is Act.CHANGE else roadmap


def _change(thing: Doc, operation: Operation) -> Doc:
    values: dict[str, Any] = {operation.field: operation.after}
    return replace(thing, **values)


def _state(thing: Doc, operation: Operation) -> Doc:
    """The document of an added thing with every field stated, under its key."""
    stated = {each.name: state(each, getattr(thing, each.name)) for each in SCALARS[operation.thing]}
    values: dict[str, Any] = {**stated, "id": operation.key, "aliases": None}
    return replace(thing, **values)
