"""Whose learners a plan asks about, and how many it says there are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from roadmaps.sync.describe import describe
from roadmaps.sync.operations import Plan
from roadmaps.sync.people import Asked, Learners, count_nobody
from roadmaps.sync.plan import make_archive_plan
from roadmaps.sync.site import Memory
from roadmaps.sync.touched import count_on, list_touched
from roadmaps.sync.values import Thing
from tests.roadmaps.sync.samples import as_site, node, plan, roadmap, topic

SAID = roadmap(node("maths", *(topic(key) for key in "abcd")), node("code"), id="trail")


def people(made: Plan, count: int) -> Learners:
    asked = list_touched([made])
    topics, nodes, roadmaps = (dict.fromkeys(rows, count) for rows in (asked.topics, asked.nodes, asked.roadmaps))
    return Learners(topics, nodes, roadmaps, count)


@pytest.mark.parametrize(("count", "said"), [(1, "1 learner keeps the mark"), (3, "3 learners keep their marks")])
def test_moved_renamed_and_new_in_name(count: int, said: str) -> None:
    moved = roadmap(node("maths", topic("b", name="Bee"), topic("k", aliases=("c",), name="C"), topic("d")),
                    node("code", topic("a")))  # fmt: skip
    made = plan(SAID, SAID, moved)
    assert list_touched([made]).topics == {made.topic_ids[key] for key in "abk"}
    lines = [line for line in describe(made, people(made, count)) if said in line]
    assert [line.split()[:3] for line in lines] == [["~", "topic", "b"], [">", "topic", "a"], ["=", "topic", "k"]]


@pytest.mark.parametrize(
    ("count", "said"), [(1, "1 learner has a mark, and still sees it"), (2, "2 learners have marks, and still see it")]
)
def test_what_leaves_still_is_seen(count: int, said: str) -> None:
    made = plan(SAID, SAID, roadmap(node("maths", topic("a", aliases=("d",)), topic("b"))))
    lines = [line for line in describe(made, people(made, count)) if said in line]
    assert [line.split()[:3] for line in lines] == [["-", "topic", "d"], ["-", "node", "code"], ["-", "topic", "c"]]


def test_nobody_is_not_mentioned_and_other_changes_ask_about_nobody() -> None:
    made = plan(SAID, SAID, roadmap(*SAID.nodes, id="trail", title="Other"))
    assert list_touched([made]).roadmaps == {1}
    described = plan(SAID, SAID, replace(SAID, description="Other."))
    assert list_touched([described]) == Asked()
    assert "learner" not in "\n".join(describe(made, count_nobody(Asked())))


def test_a_roadmap_that_is_archived_or_returns_asks_about_its_learners() -> None:
    site = as_site(SAID, memory=Memory(base=SAID))
    archived = make_archive_plan(site)
    assert "4 learners have marks, and still see it" in describe(archived, people(archived, 4))[1]
    gone = as_site(roadmap(*SAID.nodes, id="trail", status="archived"), memory=Memory(former_status="published"))
    back = plan(SAID, gone, SAID)
    assert list_touched([back]).roadmaps == {1}
    assert "its file is back: published again" in describe(back)[1]


def test_a_new_roadmap_has_nobody() -> None:
    made = plan(None, SAID, SAID)
    assert count_on(made, Thing.TOPIC, "unknown", Learners()) == 0
    assert count_on(replace(made, row=None), Thing.ROADMAP, "trail", Learners(roadmaps={1: 2})) == 0


def test_candidates_of_a_question_are_named_with_their_learners() -> None:
    base = roadmap(node("maths", topic("x", id=None, name="Vectors"), topic("y", id=None, name="Sets")))
    made = plan(base, base, roadmap(node("maths", topic("z", id=None, name="Vector spaces"))))
    (line,) = [line for line in describe(made, people(made, 2)) if "?" in line.split()[0]]
    assert "new, or the same topic as sets (2 learners have marks) or vectors (2 learners have marks)?" in line
    assert "add `id:` or `aliases:`, or pass --as-new vector-spaces" in line
