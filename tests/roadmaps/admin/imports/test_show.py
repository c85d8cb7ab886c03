"""A plan as data for a page."""

from __future__ import annotations

from roadmaps.admin.imports.show import MANY, Row, show_plans, write_summary
from roadmaps.sync.importing import Import
from roadmaps.sync.merge import OnConflict
from roadmaps.sync.people import Learners
from tests.roadmaps.admin.imports.imports import imagine, imagine_new
from tests.roadmaps.sync.samples import as_site, node, roadmap, topic

BASE = roadmap(node("stage", topic("one", name="The first"), topic("two"), topic("three")))


def tell(imported: Import, *, undoing: bool = False) -> list[tuple[str, list[tuple[str, str, list[str], str]]]]:
    """(act, [(thing, name, details, people)]) of each section."""
    plans = show_plans(imported, {}, undoing=undoing)
    return [(section.act.value, [tell_row(row) for row in section.rows]) for plan in plans for section in plan.sections]


def tell_row(row: Row) -> tuple[str, str, list[str], str]:
    return row.thing, row.name, [f"{detail.label} {detail.text}".strip() for detail in row.details], row.people


def test_a_new_roadmap_is_all_new() -> None:
    (shown,) = show_plans(imagine_new(roadmap(node("stage", topic("one", name="The first")))), {})

    assert (shown.key, shown.title, shown.path, shown.is_new) == ("trail", "Trail", "trail.yaml", True)
    assert [(section.sign, str(section.title), section.number) for section in shown.sections] == [("+", "New", 3)]
    assert [tell_row(row) for row in shown.sections[0].rows] == [
        ("roadmap", "Trail", ["new roadmap"], ""),
        ("node", "Stage", ["new node"], ""),
        ("topic", "The first", ["in Stage, first"], ""),
    ]


def test_sections_stand_in_order_and_tell_of_people() -> None:
    file = roadmap(
        node("stage", topic("uno", name="New", aliases=("one",), description="More."), topic("four")),
        node("other", topic("three")),
    )
    ids = as_site(BASE).topic_ids
    learners = Learners(topics={ids["one"]: 17, ids["two"]: 1, ids["three"]: 41}, total=50)

    imported = imagine(BASE, BASE, file, learners=learners)

    assert tell(imported) == [
        ("add", [("node", "Other", ["new node"], ""), ("topic", "Four", ["in Stage, after The first"], "")]),
        (
            "change",
            [("topic", "The first", ["description", "name"], "17 learners keep their marks")],
        ),
        ("move", [("topic", "Three", ["from Stage to Other"], "41 learners keep their marks")]),
        (
            "rename",
            [
                (
                    "topic",
                    "The first",
                    ["its key is uno now, was one; old addresses lead there"],
                    "17 learners keep their marks",
                )
            ],
        ),
        ("retire", [("topic", "Two", ["hidden from newcomers"], "1 learner has a mark, and still sees it")]),
    ]
    (shown,) = show_plans(imported, {})
    assert (shown.is_new, [section.number for section in shown.sections]) == (False, [2, 2, 1, 1, 1])


def test_what_an_undo_leaves_was_edited_since() -> None:
    site = roadmap(node("stage", topic("one", name="The first", duration="2 weeks"), topic("two"), topic("three")))
    file = roadmap(node("stage", topic("one", name="The first", duration="a day"), topic("two"), topic("three")))
    base = roadmap(node("stage", topic("one", name="The first", duration="a year"), topic("two"), topic("three")))

    imported = imagine(base, site, file, OnConflict.KEEP)

    assert tell(imported, undoing=True) == [
        ("keep", [("topic", "The first", ["duration the site's side stays", "edited since"], "")])
    ]


def test_nothing_to_say_is_not_shown() -> None:
    imported = imagine(BASE, BASE, BASE)

    assert (show_plans(imported, {}), write_summary(imported)) == ((), "")


def test_long_sections_are_folded() -> None:
    topics = [topic(f"topic-{number:02}") for number in range(MANY - 1)]

    lengths = [
        [
            section.is_long
            for plan in show_plans(imagine_new(roadmap(node("stage", *some))), {})
            for section in plan.sections
        ]
        for some in (topics[:-1], topics)
    ]

    assert lengths == [[False], [True]]


def test_the_summary_counts_changes_and_people() -> None:
    file = roadmap(node("stage", topic("one", name="New"), topic("three")))

    assert write_summary(imagine(BASE, BASE, file)) == "1 changed, 1 retired."
    assert write_summary(imagine(BASE, BASE, file, learners=Learners(total=1))) == (
        "1 changed, 1 retired; 1 learner has marks on what changes."
    )
    assert write_summary(imagine(BASE, BASE, file, learners=Learners(total=23))) == (
        "1 changed, 1 retired; 23 learners have marks on what changes."
    )
