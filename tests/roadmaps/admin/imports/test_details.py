"""What an operation does to a thing, in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from roadmaps.admin.imports.details import Detail, compare_whole, list_details, name_spot_of
from roadmaps.admin.imports.diff import Kind, Piece
from roadmaps.admin.imports.known import Known
from roadmaps.admin.imports.names import Names
from roadmaps.sync.merge import Reason
from roadmaps.sync.operations import STOPS, Act, Operation, Plan
from roadmaps.sync.values import Thing
from tests.roadmaps.sync.samples import link, node, roadmap, topic

NAMES: Names = {
    (Thing.NODE, "basics"): "The basics",
    (Thing.NODE, "more"): "More of it",
    (Thing.TOPIC, "one"): "The first",
    (Thing.TOPIC, "two"): "The second",
}
PLAN = Plan("trail", "trail.yaml", 1, 7, (), None, topic_ids={"one": 501})
ROADMAP, NODE, TOPIC = Thing.ROADMAP, Thing.NODE, Thing.TOPIC


def tell(operation: Operation, *, undoing: bool = False) -> list[str]:
    """Each detail on one line; what goes in [-brackets-], what comes in {+brackets+}."""
    return [write(detail) for detail in list_details(PLAN, operation, Known(NAMES, undoing=undoing))]


def write(detail: Detail) -> str:
    marks = {Kind.SAME: "{}", Kind.GONE: "[-{}-]", Kind.NEW: "{{+{}+}}"}
    pieces = "".join(marks[piece.kind].format(piece.text) for piece in detail.pieces)
    return ": ".join(part for part in (detail.label, detail.text, pieces) if part)


@pytest.mark.parametrize(
    ("operation", "said"),
    [
        (Operation(Act.ADD, ROADMAP, "trail", after=roadmap()), ["new roadmap"]),
        (Operation(Act.ADD, NODE, "new", after=node("new")), ["new node"]),
        (Operation(Act.ADD, TOPIC, "new", after=topic("new"), node="basics"), ["in The basics, first"]),
        (
            Operation(Act.ADD, TOPIC, "new", after=topic("new"), node="basics", previous="one"),
            ["in The basics, after The first"],
        ),
        (
            Operation(Act.RESTORE, ROADMAP, "trail", before="archived", after="published"),
            ["its file is back: published again"],
        ),
        (Operation(Act.RESTORE, NODE, "more"), ["on the trail again"]),
        (Operation(Act.RESTORE, TOPIC, "two", node="basics", previous="one"), ["in The basics, after The first"]),
        (
            Operation(Act.CHANGE, TOPIC, "one", "duration", "2 weeks", "10 days"),
            ["duration: [-2 weeks-]{+10 days+}"],
        ),
        (Operation(Act.CHANGE, TOPIC, "one", "optional", before=False, after=True), ["optional: [-no-]{+yes+}"]),
        (
            Operation(Act.CHANGE, TOPIC, "one", "takeaways", ("a", "b"), ("b", "c")),
            ["takeaways: [-a\n-]b\n{+c\n+}"],
        ),
        (Operation(Act.CHANGE, TOPIC, "one", "takeaways", (), ("c",)), ["takeaways: {+c\n+}"]),
        (Operation(Act.MOVE, TOPIC, "one", "node", "basics", "more"), ["from The basics to More of it"]),
        (
            Operation(Act.REORDER, NODE, "basics", "topics", ("one", "two"), ("two", "one")),
            ["order of the topics: {+The second\n+}The first\n[-The second\n-]"],
        ),
        (
            Operation(Act.REORDER, ROADMAP, "trail", "nodes", ("basics", "more"), ("more", "basics")),
            ["order of the nodes: {+More of it\n+}The basics\n[-More of it\n-]"],
        ),
        (
            Operation(Act.RENAME, TOPIC, "one", before="uno"),
            ["its key is one now, was uno; old addresses lead there"],
        ),
        (
            Operation(Act.MERGE, TOPIC, "one", after="two"),
            ["retired: The second names it as what it was before"],
        ),
        (Operation(Act.RETIRE, TOPIC, "one"), ["hidden from newcomers"]),
        (Operation(Act.ARCHIVE, ROADMAP, "trail"), ["its file is gone; it leaves the catalogue"]),
        (
            Operation(Act.KEEP, TOPIC, "one", "description", "a", "b", Reason.EDITED),
            ["description: edited here, unchanged in the file: the edit stays"],
        ),
        (
            Operation(Act.KEEP, TOPIC, "one", reason=Reason.RETIRED),
            ["retired here, still in the file: it stays retired"],
        ),
        (
            Operation(Act.KEEP, NODE, "basics", after=("one", "unknown"), reason=Reason.HOLDS),
            ["not retired: topics made here stand in it: The first, unknown"],
        ),
        (Operation(Act.DROPPED, TOPIC, "one", "duration"), ["duration: the file says nothing of it any more"]),
        (Operation(Act.DROPPED, NODE, "basics", "topics"), ["topics: the file says nothing of it any more"]),
    ],
)
def test_each_act_is_told(operation: Operation, said: list[str]) -> None:
    assert tell(operation) == said


def test_a_settled_conflict_says_so() -> None:
    kept = Operation(Act.KEEP, TOPIC, "one", "duration", "a", "b", Reason.BOTH)

    assert tell(kept) == ["duration: the site's side stays", "as you chose"]
    assert tell(replace(kept, act=Act.CHANGE)) == ["duration: [-a-]{+b+}", "as you chose"]
    assert tell(kept, undoing=True)[1] == "edited since"


def test_who_edited_is_told() -> None:
    edits = {("topic", "501", "duration"): (datetime(2026, 11, 20, 12, tzinfo=UTC), "Edith")}
    kept = Operation(Act.KEEP, TOPIC, "one", "duration", "a", "b", Reason.EDITED)

    assert [write(detail) for detail in list_details(PLAN, kept, Known(NAMES, edits=edits))] == [
        "duration: edited here, unchanged in the file: the edit stays",
        "edited by Edith, Nov. 20, 2026",
    ]


def test_links_are_told_one_by_one() -> None:
    before = (link("a"), link("b"), link("c", paid=False), link("d"))
    after = (link("b"), link("c", title="Better", paid=True), link("d"), link("e"))

    assert tell(Operation(Act.CHANGE, TOPIC, "one", "links", before, after)) == [
        "links: [-A, https://example.org/a-]",
        "links, Better, title: [-C-]{+Better+}",
        "links, Better, paid: [-no-]{+yes+}",
        "links: {+E, https://example.org/e+}",
    ]


def test_another_order_of_links_is_told() -> None:
    links = (link("a"), link("b"))

    assert tell(Operation(Act.CHANGE, TOPIC, "one", "references", links, links[::-1])) == [
        "references: in another order"
    ]


def test_every_act_but_those_that_stop_can_be_told() -> None:
    said = {act for act in Act if act not in STOPS}
    operations = [Operation(act, NODE, "basics", "topics", (), (), node="basics") for act in said]

    assert all(list_details(PLAN, operation, Known(NAMES)) for operation in operations)


@pytest.mark.parametrize(
    ("operation", "spot"),
    [
        (Operation(Act.KEEP, TOPIC, "one"), ""),
        (Operation(Act.KEEP, TOPIC, "one", "code_snippet"), "code"),
        (Operation(Act.KEEP, TOPIC, "one", "links", item="https://example.org/"), "links, https://example.org/"),
        (
            Operation(Act.KEEP, TOPIC, "one", "links", item="https://example.org/", part="title"),
            "links, https://example.org/, title",
        ),
        (Operation(Act.KEEP, TOPIC, "one", "links", part="order"), "links, order"),
        (Operation(Act.KEEP, TOPIC, "one", "node"), "node"),
    ],
)
def test_the_spot_of_a_decision_has_a_name(operation: Operation, spot: str) -> None:
    assert name_spot_of(operation) == spot


def test_both_sides_of_a_conflict_stay_whole() -> None:
    long = " and more" * 50
    operation = Operation(Act.CONFLICT, TOPIC, "one", "description", f"this{long}", f"that{long}", Reason.BOTH)

    assert compare_whole(operation, Known(NAMES)) == (
        Piece(Kind.GONE, "this"),
        Piece(Kind.NEW, "that"),
        Piece(Kind.SAME, long),
    )


def test_a_change_of_many_words_wants_lines_of_its_own() -> None:
    short, long = Piece(Kind.NEW, "x" * 100), Piece(Kind.SAME, "x" * 100)

    assert [Detail(pieces=pieces).is_long for pieces in ((short,), (short, long), (Piece(Kind.NEW, "a\nb"),))] == [
        False,
        True,
        True,
    ]
    assert [Detail(pieces=pieces).is_pair for pieces in ((short, short), (short, long))] == [True, False]
