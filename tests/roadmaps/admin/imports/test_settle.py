"""What an editor has to settle."""

from __future__ import annotations

from dataclasses import replace

import pytest

from roadmaps.admin.imports.answers import Answers
from roadmaps.admin.imports.settle import Conflict, has_unsettled, list_conflicts, list_doubts
from roadmaps.documents.document import RoadmapDoc
from roadmaps.sync.importing import Import
from roadmaps.sync.merge import OnConflict
from roadmaps.sync.people import Learners
from tests.roadmaps.admin.imports.imports import imagine
from tests.roadmaps.sync.samples import as_site, link, node, roadmap, topic

KEEP, TAKE = OnConflict.KEEP, OnConflict.TAKE
BASE = roadmap(node("stage", topic("one", name="The first", duration="a year")))
SITE = roadmap(node("stage", topic("one", name="The first", duration="2 weeks")))
FILE = roadmap(node("stage", topic("one", name="The first", duration="10 days")))
SPOT = "trail:topic/one/duration//"


def find(imported: Import, answers: Answers | None = None) -> list[Conflict]:
    return list_conflicts(imported, imported, answers or Answers(), {})


def tell(base: RoadmapDoc, site: RoadmapDoc, file: RoadmapDoc) -> list[tuple[str, str, list[str]]]:
    """(subject, why, what the site's side and the file's side say) of each conflict."""
    return [
        (conflict.subject, conflict.why, [side.text or write(side.pieces) for side in conflict.sides])
        for conflict in find(imagine(base, site, file))
    ]


def write(pieces: tuple[object, ...]) -> str:
    return "".join(getattr(piece, "text", "") for piece in pieces)


def test_a_conflict_shows_both_values() -> None:
    (conflict,) = find(imagine(BASE, SITE, FILE))

    assert (conflict.input, conflict.thing, conflict.name) == (f"settle:{SPOT}", "topic", "The first")
    assert (conflict.subject, conflict.why) == ("duration", "The file and an editor both changed it.")
    assert [(side.value, str(side.title), write(side.pieces), side.is_chosen) for side in conflict.sides] == [
        ("keep", "Keep what the site says", "2 weeks", False),
        ("take", "Take what the file says", "10 days", False),
    ]


@pytest.mark.parametrize("choice", [KEEP, TAKE])
def test_the_choice_stays(choice: OnConflict) -> None:
    bare, settled = imagine(BASE, SITE, FILE), imagine(BASE, SITE, FILE, choice)

    (conflict,) = list_conflicts(bare, settled, Answers(choices={SPOT: choice}), {})

    assert [side.is_chosen for side in conflict.sides] == [choice is KEEP, choice is TAKE]


def test_a_conflict_that_the_answers_open_is_shown_too() -> None:
    assert list_conflicts(imagine(FILE, FILE, FILE), imagine(BASE, SITE, FILE), Answers(), {})[0].subject == "duration"


STAGE = node("stage", topic("one"))


@pytest.mark.parametrize(
    ("base", "site", "file", "said"),
    [
        (
            roadmap(STAGE),
            roadmap(node("stage", topic("one", name="Edited"))),
            roadmap(node("stage")),
            (
                "",
                "It is gone from the file, and was edited here.",
                ["It stays", "It is retired: hidden from newcomers"],
            ),
        ),
        (
            roadmap(STAGE),
            roadmap(node("stage")),
            roadmap(node("stage", topic("one", name="Edited"))),
            ("", "It was removed here, and the file changed it.", ["It stays away", "It comes in as the file says"]),
        ),
        (
            roadmap(node("stage", topic("one", links=(link("a"),)))),
            roadmap(node("stage", topic("one", links=(link("a", title="Edited"),)))),
            roadmap(node("stage", topic("one", links=()))),
            (
                "links, https://example.org/a",
                "It is gone from the file, and was edited here.",
                ["It stays", "It goes"],
            ),
        ),
        (
            roadmap(STAGE, node("more"), node("last")),
            roadmap(node("more", topic("one")), node("stage"), node("last")),
            roadmap(node("stage"), node("more"), node("last", topic("one"))),
            ("node", "The file and an editor both changed it.", ["More", "Last"]),
        ),
    ],
)
def test_each_kind_of_conflict_says_what_each_side_means(
    base: RoadmapDoc, site: RoadmapDoc, file: RoadmapDoc, said: tuple[str, str, list[str]]
) -> None:
    assert tell(base, site, file) == [said]


def test_what_was_never_imported_is_adopted() -> None:
    conflicts = find(imagine(None, SITE, FILE))

    assert [(conflict.subject, conflict.why) for conflict in conflicts] == [
        ("duration", "File and site differ, and no import wrote it yet.")
    ]


def test_people_are_told_where_a_thing_may_leave() -> None:
    site = roadmap(node("stage", topic("one", name="Edited")))
    learners = Learners(topics={as_site(site).topic_ids["one"]: 2})

    (conflict,) = find(imagine(roadmap(STAGE), site, roadmap(node("stage")), learners=learners))

    assert conflict.people == "2 learners have marks here"


def test_two_that_claim_one_row_are_settled_in_the_file() -> None:
    file = roadmap(node("stage", topic("one", name="The first"), topic("uno", aliases=("one",))))
    bare = imagine(BASE, BASE, file)

    conflicts = [conflict for conflict in find(bare) if not conflict.sides]

    assert [(conflict.name, conflict.why) for conflict in conflicts] == [
        (
            "Uno",
            "It claims the same topic of the site (one) as The first. Give one another id in the file.",
        )
    ]
    assert has_unsettled(conflicts, [])


def test_a_doubt_names_what_would_leave() -> None:
    base = roadmap(node("stage", topic("one", id=None, name="Old name"), topic("two")))
    file = roadmap(node("stage", topic("new", id=None, name="New name"), topic("two")))
    learners = Learners(topics={as_site(base).topic_ids["old-name"]: 23})
    bare = imagine(base, base, file, learners=learners)

    (doubt,) = list_doubts(bare, Answers())

    assert (doubt.value, doubt.thing, doubt.name, doubt.key) == ("trail/new-name", "topic", "New name", "new-name")
    assert [(each.key, each.name, each.people) for each in doubt.candidates] == [
        ("old-name", "Old name", "23 learners have marks here")
    ]
    assert has_unsettled([], [doubt])
    (answered,) = list_doubts(bare, Answers(as_new=frozenset({"trail/new-name"})))
    assert answered == replace(doubt, is_new=True)
    assert not has_unsettled([], [answered])
