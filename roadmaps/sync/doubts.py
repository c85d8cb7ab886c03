"""Where an added thing may be one that would be gone: the run stops and asks, it never guesses. Pure."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from roadmaps.documents.document import NodeDoc, TopicDoc
from roadmaps.documents.keys import slug
from roadmaps.sync.comparison import Comparison
from roadmaps.sync.operations import Act, Operation
from roadmaps.sync.presence import Presence
from roadmaps.sync.values import Thing

SHOWN = 3
"""Candidates that are named."""


@dataclass(frozen=True, slots=True)
class _Gone:
    """A thing that would leave: its words, where it stands, and whether a file gave it an id."""

    key: str
    name: str
    words: frozenset[str]
    place: str
    has_id: bool


def find_doubts(comparison: Comparison, presence: Presence) -> Iterator[Operation]:
    """One AMBIGUOUS operation for each added thing that may be a gone one.

    It may when either was never given an id, or when both have one name. `Options.as_new` settles it.
    """
    for thing, said in ((Thing.NODE, presence.nodes), (Thing.TOPIC, presence.topics)):
        leaving = [key for key, each in said.items() if _leaves(each)]
        gone = [_describe_gone(comparison, thing, key) for key in leaving]
        for key, operation in said.items():
            if gone and operation.act is Act.ADD and not comparison.options.is_new(comparison.key, key):
                added = (comparison.file.nodes if thing is Thing.NODE else comparison.file.topics)[key]
                place = comparison.file.places.get(key, "")
                if candidates := _pick_candidates(added, place, gone):
                    yield Operation(Act.AMBIGUOUS, thing, key, before=candidates)


def measure_likeness(one: Collection[str], other: Collection[str]) -> float:
    """How much of the words of two names is shared: 0 to 1."""
    shared = len(set(one) & set(other))
    return shared / max(len(set(one) | set(other)), 1)


def _leaves(operation: Operation) -> bool:
    """Whether the file no longer names it; what it merges into another is no riddle."""
    return operation.act is Act.RETIRE or (operation.act is Act.CONFLICT and operation.reason == "gone")


def _describe_gone(comparison: Comparison, thing: Thing, key: str) -> _Gone:
    said, site, _ = comparison.find(thing, key)
    name = _name(site)
    return _Gone(
        key, slug(name), _split(name), comparison.site.places.get(key, ""), said is None or said.id is not None
    )


def _pick_candidates(added: NodeDoc | TopicDoc, place: str, gone: list[_Gone]) -> tuple[str, ...]:
    name, words = slug(_name(added)), _split(_name(added))
    possible = [each for each in gone if added.id is None or not each.has_id or each.name == name]
    possible.sort(
        key=lambda each: (each.name != name, -measure_likeness(words, each.words), each.place != place, each.key)
    )
    return tuple(each.key for each in possible[:SHOWN])


def _name(thing: NodeDoc | TopicDoc) -> str:
    return thing.title if isinstance(thing, NodeDoc) else thing.name


def _split(name: str) -> frozenset[str]:
    return frozenset(slug(name).split("-"))
