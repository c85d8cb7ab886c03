"""Stories of a roadmap: the files before, the file of the story, and what becomes of each topic."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from roadmaps.documents.document import RoadmapDoc, TopicDoc
from roadmaps.models import Node, Topic
from tests.roadmaps.sync.samples import node, roadmap, topic

A, B, C, D = map(topic, "abcd")
BETA = topic("beta", aliases=("b",))


def trail(*maths: TopicDoc, code: tuple[TopicDoc, ...] = (D,)) -> RoadmapDoc:
    return roadmap(node("maths", *maths), node("code", *code))


OLD = trail(A, B, C)


def do_nothing() -> None:
    """No editor came by."""


@dataclass(frozen=True)
class Plot:
    """before: files, imported one after the other; after: the file of the story; told: (act, key) that its plan says
    at least; rows: key at first -> key afterwards, `-` before it where it is off the trail; edit: on the site."""

    name: str
    before: tuple[RoadmapDoc, ...]
    after: RoadmapDoc
    told: set[tuple[str, str]]
    rows: dict[str, str]
    edit: Callable[[], object] = do_nothing

    def __str__(self) -> str:
        return self.name


def retire_c() -> None:
    Topic.objects.filter(key="c").update(retired=True)


def make_own(place: str = "maths") -> None:
    home = Node.objects.get(key=place)
    Topic.objects.create(roadmap=home.roadmap, node=home, key="own", name="Own", position=9)


STAY = {"a": "a", "b": "b", "c": "c", "d": "d"}
PLOTS = [
    Plot("rename", (OLD,), trail(A, topic("b", name="Better"), C), {("change", "b")}, STAY),
    Plot("id-change-with-alias", (OLD,), trail(A, BETA, C), {("rename", "beta")}, STAY | {"b": "beta"}),
    Plot(
        "swap",
        (OLD,),
        trail(topic("b", name="A"), topic("a", name="B"), C),
        {("change", "a"), ("change", "b"), ("reorder", "maths")},
        STAY,
    ),
    Plot("move", (OLD,), trail(A, C, code=(D, B)), {("move", "b")}, STAY),
    Plot(
        "move-and-rename",
        (OLD,),
        trail(A, C, code=(D, BETA)),
        {("move", "beta"), ("rename", "beta")},
        STAY | {"b": "beta"},
    ),
    Plot("reorder", (OLD,), trail(C, B, A), {("reorder", "maths")}, STAY),
    Plot("remove", (OLD,), trail(A, B), {("retire", "c")}, STAY | {"c": "-c"}),
    Plot("remove-and-restore", (OLD, trail(A, B)), OLD, {("restore", "c")}, STAY),
    Plot(
        "remove-and-add-under-another-name",
        (OLD, trail(A, B)),
        trail(A, B, topic("gamma", name="C", aliases=("c",))),
        {("restore", "gamma"), ("rename", "gamma")},
        STAY | {"c": "gamma"},
    ),
    Plot(
        "retired-by-an-editor",
        (OLD,),
        trail(A, B, topic("c", duration="1 day")),
        {("keep", "c"), ("change", "c")},
        STAY | {"c": "-c"},
        retire_c,
    ),
    Plot("made-in-the-admin", (OLD,), trail(A, BETA, C), {("rename", "beta")}, STAY | {"b": "beta"}, make_own),
    Plot(
        "alias-chain",
        (OLD, trail(A, BETA, C)),
        trail(A, topic("gamma", aliases=("beta", "b")), C),
        {("rename", "gamma")},
        {"a": "a", "beta": "gamma", "c": "c", "d": "d"},
    ),
    Plot(
        "alias-chain-that-jumps-one",
        (OLD,),
        trail(A, topic("gamma", aliases=("beta", "b")), C),
        {("rename", "gamma")},
        STAY | {"b": "gamma"},
    ),
    Plot(
        "alias-cycle",
        (OLD, trail(A, BETA, C)),
        trail(A, topic("b", aliases=("beta",)), C),
        {("rename", "b")},
        {"a": "a", "beta": "b", "c": "c", "d": "d"},
    ),
    Plot(
        "alias-cycle-round-again",
        (OLD, trail(A, BETA, C), trail(A, topic("b", aliases=("beta",)), C)),
        trail(A, BETA, C),
        {("rename", "beta")},
        STAY | {"b": "beta"},
    ),
    Plot(
        "older-file",
        (OLD, trail(A, C, code=(D, BETA))),
        OLD,
        {("rename", "b"), ("move", "b")},
        {"a": "a", "beta": "b", "c": "c", "d": "d"},
    ),
    Plot("merge", (OLD,), trail(A, topic("b", aliases=("c",))), {("merge", "c")}, STAY | {"c": "-c"}),
    Plot(
        "two-merged-into-a-third",
        (OLD,),
        trail(A, topic("both", aliases=("b", "c"))),
        {("rename", "both"), ("merge", "c")},
        STAY | {"b": "both", "c": "-c"},
    ),
    Plot("split", (OLD,), trail(A, B, topic("b-too"), C), {("add", "b-too")}, STAY),
    Plot(
        "node-renamed",
        (OLD,),
        roadmap(node("numbers", A, B, C, aliases=("maths",)), node("code", D)),
        {("rename", "numbers")},
        STAY,
    ),
    Plot(
        "node-merged",
        (OLD,),
        roadmap(node("maths", A, B, C, D, aliases=("code",))),
        {("merge", "code"), ("move", "d")},
        STAY,
    ),
    Plot(
        "node-retired",
        (OLD,),
        roadmap(node("maths", A, B, C)),
        {("retire", "code"), ("retire", "d")},
        STAY | {"d": "-d"},
    ),
    Plot(
        "node-that-holds-what-the-site-made",
        (OLD,),
        roadmap(node("maths", A, B, C)),
        {("keep", "code"), ("retire", "d")},
        STAY | {"d": "-d"},
        lambda: make_own("code"),
    ),
    Plot(
        "nodes-swapped",
        (OLD,),
        roadmap(node("code", A, B, C, title="Maths"), node("maths", D, title="Code")),
        {("move", "a"), ("move", "d"), ("change", "maths")},
        STAY,
    ),
    Plot("roadmap-renamed", (OLD,), replace(OLD, id="road", aliases=("trail",)), {("rename", "road")}, STAY),
]
