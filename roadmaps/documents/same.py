"""Where `sameAs` leads, across files and site. The law: docs/laws.md, "Same topic elsewhere".

Whatever is wrong here is a warning: such a name makes no star and harms nothing, and its topic may arrive later.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from roadmaps.documents.document import RoadmapDoc
from roadmaps.documents.lines import line as _
from roadmaps.documents.places import Place, Problems
from roadmaps.documents.problem import Note, Problem
from roadmaps.documents.reading import Reading


class Target(NamedTuple):
    """A topic that a `sameAs` may name. address: "roadmap/topic" as it is now; same_as: what it names itself, or ""."""

    address: str
    same_as: str


FindTargets = Callable[[Collection[str]], Mapping[str, Target]]
"""Address -> what the site has there; addresses that lead nowhere are missing, former ones lead to the present."""


def find_no_targets(addresses: Collection[str]) -> Mapping[str, Target]:
    """For checks without a site."""
    return {}


def check_same_topics(readings: Iterable[Reading], find_targets: FindTargets = find_no_targets) -> tuple[Problem, ...]:
    """A warning for each `sameAs` that names no topic of the files or the site, a former id, or one that has its own.

    What a file says goes before what the site has.
    """
    read = [(reading, reading.document) for reading in readings if reading.document]
    named = [(reading, place, address) for reading, document in read for place, address in list_same(document)]
    said = {address: target for _, document in read for address, target in _list_targets(document)} if named else {}
    wanted = {address for _, _, address in named}
    targets = {**find_targets(wanted - said.keys()), **said} if named else {}
    found: list[Problem] = []
    for reading, place, address in named:
        problems = Problems(reading.path, reading.positions)
        if note := judge_same(address, targets):
            problems.add_warning(problems.find((*place, "sameAs")), note)
        found += problems.found
    return tuple(found)


def list_same(document: RoadmapDoc) -> Iterator[tuple[Place, str]]:
    """The place of each topic that names another, and what it names."""
    for at, node in enumerate(document.nodes):
        for index, topic in enumerate(node.topics or ()):
            if topic.same_as:
                yield ("nodes", at, "topics", index), topic.same_as


def _list_targets(document: RoadmapDoc) -> Iterator[tuple[str, Target]]:
    """Every topic under its former names, then under its own, which goes before."""
    topics = [topic for node in document.nodes for topic in node.topics or ()]
    roadmaps = [*(document.aliases or ()), document.key]
    for topic in topics:
        target = Target(f"{document.key}/{topic.key}", topic.same_as or "")
        for roadmap in roadmaps:
            for alias in topic.aliases or ():
                yield f"{roadmap}/{alias}", target
    for topic in topics:
        for roadmap in roadmaps:
            yield f"{roadmap}/{topic.key}", Target(f"{document.key}/{topic.key}", topic.same_as or "")


def judge_same(address: str, targets: Mapping[str, Target]) -> Note | None:
    """What is wrong with a `sameAs`, if anything is. `targets`: what is known of the addresses it may name."""
    target = targets.get(address)
    if target is None:
        message = _("`sameAs` names '%(address)s', and there is no such topic", address=address)
        return Note("same-as-nothing", message, _("write roadmap/topic as their ids are, or import that roadmap too"))
    if target.address != address:
        message = _("`sameAs` names '%(address)s', which is '%(now)s' now", address=address, now=target.address)
        return Note("same-as-former", message, _("write %(address)s", address=target.address))
    if target.same_as:
        message = _(
            "`sameAs` names '%(address)s', which is itself the same as '%(same_as)s'",
            address=address,
            same_as=target.same_as,
        )
        return Note("same-as-chain", message, _("let all of them name one topic that has no `sameAs`"))
    return None
