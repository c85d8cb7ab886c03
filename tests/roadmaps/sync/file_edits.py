"""What authors do to a file, one edit at a time. Each takes a source of chance and a document, and gives the next.

An edit may leave a document that a check of the file would refuse; `edit_file` then leaves it as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random
from typing import Any

from roadmaps.documents.check import check_document
from roadmaps.documents.document import LinkDoc, NodeDoc, RoadmapDoc, TopicDoc
from roadmaps.sync.comparison import list_topics
from roadmaps.sync.values import LINK_SCALARS, SCALARS, Thing
from tests.roadmaps.sync.samples import node, roadmap, three_values, topic

TOPICS, NODES, TRAILS, PAGES = list("abcdefgh"), ["maths", "code", "data"], ["one", "two", "three"], ["x", "y", "z"]

Edit = Callable[[Random, RoadmapDoc], RoadmapDoc]


def write_file(dice: Random, key: str) -> RoadmapDoc:
    """A new file: two nodes, four topics."""
    topics = [write_topic(dice, name) for name in dice.sample(TOPICS, 4)]
    return roadmap(node("maths", *topics[:2]), node("code", *topics[2:]), id=key)


def write_topic(dice: Random, key: str) -> TopicDoc:
    stated: dict[str, Any] = {
        field.name: dice.choice(three_values(field)) for field in SCALARS[Thing.TOPIC] if dice.random() < 0.2
    }
    return topic(key, **{**stated, "name": key.title(), "links": write_links(dice)})


def write_links(dice: Random) -> tuple[LinkDoc, ...] | None:
    if dice.random() < 0.3:
        return None
    urls = dice.sample(PAGES, dice.randrange(len(PAGES) + 1))
    return tuple(_write_link(dice, f"https://example.org/{url}") for url in urls)


def _write_link(dice: Random, url: str) -> LinkDoc:
    stated = {
        each.name: dice.choice(three_values(each)) for each in LINK_SCALARS if each.required or dice.random() < 0.3
    }
    return LinkDoc(url=url, **stated)


def edit_file(dice: Random, document: RoadmapDoc) -> RoadmapDoc:
    """One edit of any kind, or none where it would make a bad file."""
    after = dice.choice(EDITS)(dice, document)
    return document if any(problem.is_error for problem in check_document(after)) else after


def map_topics(document: RoadmapDoc, change: Callable[[TopicDoc], TopicDoc | None]) -> RoadmapDoc:
    """The document with every topic changed, those left out for which there is none."""

    def change_node(each: NodeDoc) -> NodeDoc:
        changed = [change(one) for one in each.topics or ()]
        return each if each.topics is None else replace(each, topics=tuple(filter(None, changed)))

    return replace(document, nodes=tuple(map(change_node, document.nodes)))


def change_topic(document: RoadmapDoc, old: TopicDoc, new: TopicDoc | None) -> RoadmapDoc:
    return map_topics(document, lambda each: new if each is old else each)


def change_node(document: RoadmapDoc, old: NodeDoc, new: NodeDoc) -> RoadmapDoc:
    return replace(document, nodes=tuple(new if each is old else each for each in document.nodes))


def put_topic(dice: Random, document: RoadmapDoc, added: TopicDoc) -> RoadmapDoc:
    """The topic at any place of any node."""
    home = dice.choice(document.nodes)
    topics = list(home.topics or ())
    topics.insert(dice.randrange(len(topics) + 1), added)
    return change_node(document, home, replace(home, topics=tuple(topics)))


def _pick_part(dice: Random, document: RoadmapDoc) -> tuple[Any, Thing, list[str]]:
    """Any node or topic, its kind, and the keys of that kind that the file does not use."""
    topics = list_topics(document)
    if topics and dice.random() < 0.7:
        unused = [key for key in TOPICS if key not in {each.key for each in topics}]
        return dice.choice(topics), Thing.TOPIC, unused or ["spare"]
    unused = [key for key in NODES if key not in {each.key for each in document.nodes}]
    return dice.choice(document.nodes), Thing.NODE, unused or ["spare"]


def _change_part(document: RoadmapDoc, old: Any, **values: Any) -> RoadmapDoc:
    new = replace(old, **values)
    return change_node(document, old, new) if isinstance(old, NodeDoc) else change_topic(document, old, new)


def say(dice: Random, document: RoadmapDoc) -> RoadmapDoc:
    """Set, clear or leave out a field."""
    if dice.random() < 0.3:
        field = dice.choice(SCALARS[Thing.ROADMAP])
        return replace(document, **{field.name: dice.choice(_possible(field))})
    part, thing, _ = _pick_part(dice, document)
    field = dice.choice(SCALARS[thing])
    if field.name == "depends_on":
        return _change_part(document, part, depends_on=tuple(dice.sample([each.key for each in document.nodes], 1)))
    return _change_part(document, part, **{field.name: dice.choice(_possible(field))})


def _possible(field: Any) -> Sequence[Any]:
    return three_values(field) if field.required else (*three_values(field), None)


def rename_with_alias(dice: Random, document: RoadmapDoc) -> RoadmapDoc:
    part, _, unused = _pick_part(dice, document)
    return _change_part(document, part, id=dice.choice(unused), aliases=(*(part.aliases or ()), part.key))


def rename_without_alias(dice: Random, document: RoadmapDoc) -> RoadmapDoc:
    part, _, unused = _pick_part(dice, document)
    return _change_part(document, part, id=dice.choice(unused))


def drop_id(dice: Random, document: RoadmapDoc) -> RoadmapDoc:
    return _change_part(document, _pick_part(dice, document)[0], id=None)


def write_id(dice: Random, document: RoadmapDoc) -> RoadmapDoc:
    part = _pick_part(dice, document)[0]
    return _change_part(document, part, id=part.key)


def set_aliases(dice: Random, document: RoadmapDoc) -> RoadmapDoc:
    """Name as alias what the file does not name otherwise: of a thing that is gone, this merges; or drop them."""
    part, _, unused = _pick_part(dice, document)
    return _change_part(document, part, aliases=tuple(dice.sample(unused, dice.randrange(min(3, len(unused) + 1)))))


def merge(dice: Random, document: RoadmapDoc) -> RoadmapDoc:
    """One topic takes another's place."""
    topics = list_topics(document)
    if len(topics) < 2:
        return document
    gone, heir = dice.sample(topics, 2)
    taken = replace(heir, aliases=(*(heir.aliases or ()), gone.key))
    return change_topic(change_topic(document, heir, taken), gone, None)


def swap_ids(dice: Random, document: RoadmapDoc) -> RoadmapDoc:
    topics = list_topics(document)
    if len(topics) < 2:
        return document
    one, other = dice.sample(topics, 2)
    swapped = {id(one): replace(one, id=other.key), id(other): replace(other, id=one.key)}
    return map_topics(document, lambda each: swapped.get(id(each), each))


def move(dice: Random, document: RoadmapDoc) -> RoadmapDoc:
    topics = list_topics(document)
    if not topics:
        return document
    moved = dice.choice(topics)
    return put_topic(dice, change_topic(document, moved, None), moved)


def reorder(dice: Random, document: RoadmapDoc) -> RoadmapDoc:
    def shuffle(each: NodeDoc) -> NodeDoc:
        topics = list(each.topics or ())
        dice.shuffle(topics)
        return replace(each, topics=tuple(topics)) if topics else each

    nodes = [shuffle(each) for each in document.nodes]
    dice.shuffle(nodes)
    return replace(document, nodes=tuple(nodes))


def remove_topic(dice: Random, document: RoadmapDoc) -> RoadmapDoc:
    topics = list_topics(document)
    return change_topic(document, dice.choice(topics), None) if topics else document


def add_topic(dice: Random, document: RoadmapDoc) -> RoadmapDoc:
    """A new one, or one that was there before; sometimes with another's key as its alias."""
    unused = [key for key in TOPICS if key not in {each.key for each in list_topics(document)}]
    if not unused:
        return document
    added = write_topic(dice, dice.choice(unused))
    if dice.random() < 0.3:
        added = replace(added, aliases=(dice.choice(unused),))
    return put_topic(dice, document, added)


def add_node(dice: Random, document: RoadmapDoc) -> RoadmapDoc:
    unused = [key for key in NODES if key not in {each.key for each in document.nodes}]
    nodes = [*document.nodes, node(dice.choice(unused))] if unused else list(document.nodes)
    return replace(document, nodes=tuple(nodes))


def remove_node(dice: Random, document: RoadmapDoc) -> RoadmapDoc:
    """A node goes, and its topics with it or into another."""
    if len(document.nodes) < 2:
        return document
    gone = dice.choice(document.nodes)
    left = replace(document, nodes=tuple(each for each in document.nodes if each is not gone))
    for each in gone.topics or () if dice.random() < 0.5 else ():
        left = put_topic(dice, left, each)
    return left


def say_no_topics(dice: Random, document: RoadmapDoc) -> RoadmapDoc:
    """A node that names no topics, or does not say."""
    each = dice.choice(document.nodes)
    return change_node(document, each, replace(each, topics=dice.choice([(), None])))


def set_links(dice: Random, document: RoadmapDoc) -> RoadmapDoc:
    topics = list_topics(document)
    if not topics:
        return document
    old, name = dice.choice(topics), dice.choice(["links", "references"])
    values: dict[str, Any] = {name: write_links(dice)}
    return change_topic(document, old, replace(old, **values))


def rename_roadmap(dice: Random, document: RoadmapDoc) -> RoadmapDoc:
    """Under another id, with the old one as alias or without."""
    aliases = (document.key,) if dice.random() < 0.8 else None
    return replace(document, id=dice.choice([key for key in TRAILS if key != document.key]), aliases=aliases)


EDITS: list[Edit] = [
    *([say] * 6), *([rename_with_alias] * 3), rename_without_alias, drop_id, write_id, set_aliases, merge, swap_ids,
    move, move, reorder, reorder, remove_topic, add_topic, add_topic, add_node, remove_node, say_no_topics, set_links,
    set_links, rename_roadmap,
]  # fmt: skip


def list_all_keys(documents: Sequence[RoadmapDoc]) -> list[str]:
    """Keys of the roadmaps and all their parts."""
    return [
        key
        for each in documents
        for key in (each.key, *(part.key for part in each.nodes), *(part.key for part in list_topics(each)))
    ]
