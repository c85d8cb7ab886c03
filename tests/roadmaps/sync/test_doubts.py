"""An added thing that may be one which would be gone: the plan stops and asks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from roadmaps.documents.document import RoadmapDoc, TopicDoc
from roadmaps.sync.doubts import SHOWN, measure_likeness
from roadmaps.sync.operations import Operation
from roadmaps.sync.options import Options
from roadmaps.sync.plan import make_plan
from roadmaps.sync.site import Memory
from tests.roadmaps.sync.samples import as_site, node, roadmap, tell, topic


def bare(name: str) -> TopicDoc:
    """A topic to which its file gives no id."""
    return TopicDoc(name=name)


def ask(base: RoadmapDoc, file: RoadmapDoc, *as_new: str) -> tuple[Operation, ...]:
    site = as_site(base, memory=Memory(base=base))
    return make_plan(site=site, file=file, options=Options(as_new=frozenset(as_new))).stops


def in_maths(*topics: TopicDoc) -> RoadmapDoc:
    return roadmap(node("maths", *topics))


@pytest.mark.parametrize(
    ("gone", "added"),
    [
        (bare("Matrices"), topic("linear-algebra")),
        (topic("matrices"), bare("Linear Algebra")),
        (bare("Matrices"), bare("Linear Algebra")),
        (topic("matrices", name="Linear algebra"), topic("la", name="Linear Algebra!")),
    ],
)
def test_what_has_no_id_or_keeps_the_name_may_be_the_gone_one(gone: TopicDoc, added: TopicDoc) -> None:
    (asked,) = ask(in_maths(topic("a"), gone), in_maths(topic("a"), added))
    assert (asked.act, asked.key, asked.before) == ("ambiguous", added.key, (gone.key,))


def test_with_two_ids_and_two_names_they_are_two_things() -> None:
    assert not ask(in_maths(topic("matrices")), in_maths(topic("vectors")))


def test_an_alias_says_that_it_is_the_same() -> None:
    file = in_maths(TopicDoc(name="Linear Algebra", aliases=("Matrices",)))
    assert not ask(in_maths(bare("Matrices")), file)


@pytest.mark.parametrize("said", ["linear-algebra", "trail/linear-algebra"])
def test_a_person_may_say_that_it_is_new(said: str) -> None:
    assert not ask(in_maths(bare("Matrices")), in_maths(bare("Linear Algebra")), said)
    assert ask(in_maths(bare("Matrices")), in_maths(bare("Linear Algebra")), "other/linear-algebra")


def test_the_likest_comes_first_and_few_are_named() -> None:
    names = ["Statistics", "Linear Maps", "Graphs", "Linear Algebra Basics"]
    (asked,) = ask(in_maths(*map(bare, names)), in_maths(bare("Linear Algebra")))
    assert asked.before[:2] == ("linear-algebra-basics", "linear-maps")
    assert len(asked.before) == SHOWN


def test_of_equals_the_one_in_the_same_node_comes_first() -> None:
    base = roadmap(node("code", bare("Alpha")), node("maths", bare("Beta")))
    (asked,) = ask(base, roadmap(node("code"), node("maths", bare("Gamma"))))
    assert asked.before == ("beta", "alpha")


def test_nodes_are_asked_about_by_the_same_rule() -> None:
    base = roadmap(replace(node("maths"), id=None))
    (asked,) = ask(base, roadmap(replace(node("mathematics"), id=None)))
    assert (asked.thing, asked.key, asked.before) == ("node", "mathematics", ("maths",))


def test_what_stays_or_was_retired_before_is_no_candidate() -> None:
    base = in_maths(bare("Matrices"))
    assert not ask(base, in_maths(bare("Matrices"), bare("Vectors")))
    retired = as_site(base, topics=("matrices",), memory=Memory(base=roadmap(node("maths"))))
    assert not make_plan(site=retired, file=in_maths(bare("Vectors"))).stops


def test_one_that_is_gone_but_edited_is_a_candidate_too() -> None:
    base = in_maths(bare("Matrices"))
    site = as_site(in_maths(topic("matrices", duration="1 day")), memory=Memory(base=base))
    made = make_plan(site=site, file=in_maths(bare("Linear Algebra")))
    assert tell(made)[-2:] == [("conflict", "matrices", "", "gone"), ("ambiguous", "linear-algebra", "", "")]


def test_likeness_is_the_share_of_words() -> None:
    assert measure_likeness({"a", "b"}, {"b", "c"}) == pytest.approx(1 / 3)
    assert measure_likeness(set(), set()) == 0
