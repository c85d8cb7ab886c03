from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pytest

from roadmaps.documents.document import Field, LinkDoc, RoadmapDoc
from roadmaps.sync.merge import OnConflict
from roadmaps.sync.operations import Act, Operation
from roadmaps.sync.plan import make_plan
from roadmaps.sync.values import LINK_LISTS, LINK_SCALARS, SCALARS, Thing
from tests.roadmaps.sync.samples import as_site, base_after, link, node, plan, roadmap, tell, three_values, topic

STOP, KEEP, TAKE = OnConflict.STOP, OnConflict.KEEP, OnConflict.TAKE


@dataclass(frozen=True)
class Case:
    """One importable field: a document with a value in it, and values that are not the same."""

    thing: str
    field: Field

    def __str__(self) -> str:
        return f"{self.thing}-{self.field.name}"

    @property
    def values(self) -> tuple[Any, ...]:
        return three_values(self.field)

    def make(self, value: Any) -> RoadmapDoc:
        put = {self.field.name: value}
        said = {thing: put if thing == self.thing else {} for thing in (*Thing, "links", "references")}
        lists: dict[str, Any] = {name: (link("page", **said[name]),) for name in ("links", "references")}
        topics = [topic("calculus", **lists, **said[Thing.TOPIC])]
        return roadmap(node("maths", *topics, **said[Thing.NODE]), **said[Thing.ROADMAP])

    def summarise(self, operations: tuple[Operation, ...]) -> list[tuple[str, str, Any, Any]]:
        """(act, reason, before, after) of each operation, which must be about this field and nothing else."""
        return [(each.act.value, each.reason.value, *self._read(each)) for each in operations]

    def _read(self, operation: Operation) -> tuple[Any, Any]:
        if self.thing in ("links", "references"):
            assert operation.field == self.thing
            if operation.act is Act.CHANGE:
                return self._read_link(operation.before), self._read_link(operation.after)
            assert (operation.item, operation.part) == ("https://example.org/page", self.field.name)
        else:
            assert (operation.thing, operation.field) == (self.thing, self.field.name)
        return operation.before, operation.after

    def _read_link(self, links: tuple[LinkDoc, ...]) -> Any:
        (only,) = links
        return getattr(only, self.field.name)


CASES = [Case(thing, field) for thing in Thing for field in SCALARS[thing]]
CASES += [Case(field.name, part) for field in LINK_LISTS for part in LINK_SCALARS]
every_field = pytest.mark.parametrize("case", CASES, ids=str)
with_three = [each for each in CASES if len(each.values) == 3]
every_field_of_three = pytest.mark.parametrize("case", with_three, ids=str)


def told(act: str, case: Case, reason: str, before: Any, after: Any) -> list[tuple[str, str, Any, Any]]:
    """What is said when a conflict is settled; a list of links is one change, without its reason."""
    settled_list = act == "change" and case.thing in ("links", "references")
    return [(act, "" if settled_list else reason, before, after)]


@every_field
def test_all_the_same_is_nothing(case: Case) -> None:
    document = case.make(case.values[0])
    made = plan(case.make(case.values[0]), document, document)
    assert (made.operations, made.is_empty) == ((), True)


@every_field
def test_only_the_file_changed(case: Case) -> None:
    old, new = case.values[:2]
    made = plan(case.make(old), case.make(old), case.make(new))
    assert case.summarise(made.operations) == [("change", "", old, new)]
    assert (base_after(made), made.base_moves) == (case.make(new), True)


@every_field
def test_only_the_site_changed(case: Case) -> None:
    old, new = case.values[:2]
    made = plan(case.make(old), case.make(new), case.make(old))
    assert case.summarise(made.operations) == [("keep", "edited", new, old)]
    assert made.is_empty


@every_field
def test_both_made_the_same_change(case: Case) -> None:
    old, new = case.values[:2]
    made = plan(case.make(old), case.make(new), case.make(new))
    assert (made.operations, made.changes_content) == ((), False)
    assert (base_after(made), made.base_moves) == (case.make(new), True)


@every_field_of_three
def test_both_changed_it(case: Case) -> None:
    old, edited, new = case.values
    made = plan(case.make(old), case.make(edited), case.make(new))
    assert case.summarise(made.operations) == [("conflict", "both", edited, new)]
    assert made.stops == made.operations


@every_field_of_three
def test_a_conflict_is_settled_for_either_side_and_does_not_return(case: Case) -> None:
    old, edited, new = case.values
    kept = plan(case.make(old), case.make(edited), case.make(new), KEEP)
    assert case.summarise(kept.operations) == [("keep", "both", edited, new)]
    assert not plan(base_after(kept), case.make(edited), case.make(new)).stops
    taken = plan(case.make(old), case.make(edited), case.make(new), TAKE)
    assert case.summarise(taken.operations) == told("change", case, "both", edited, new)
    assert base_after(taken) == base_after(kept) == case.make(new)


@every_field
def test_without_a_base_a_difference_is_a_conflict(case: Case) -> None:
    mine, theirs = case.values[:2]
    assert case.summarise(plan(None, case.make(mine), case.make(theirs)).operations) == [
        ("conflict", "adopt", mine, theirs)
    ]
    taken = plan(None, case.make(mine), case.make(theirs), TAKE)
    assert case.summarise(taken.operations) == told("change", case, "adopt", mine, theirs)


@every_field
def test_without_a_base_what_is_the_same_is_adopted_in_silence(case: Case) -> None:
    made = plan(None, case.make(case.values[0]), case.make(case.values[0]))
    assert (made.operations, made.base_moves) == ((), True)


optional_fields = pytest.mark.parametrize("case", [each for each in CASES if not each.field.required], ids=str)


def _differing(case: Case) -> Any:
    return next(value for value in case.values if value != case.field.default)


@optional_fields
def test_a_field_the_file_does_not_say_is_no_opinion(case: Case) -> None:
    unsaid, edited = case.make(None), case.make(_differing(case))
    made = plan(unsaid, edited, unsaid)
    assert made.is_empty
    assert made.operations == ()


@optional_fields
def test_a_field_said_for_the_first_time_is_taken_where_nobody_edited_it(case: Case) -> None:
    value = _differing(case)
    made = plan(case.make(None), case.make(None), case.make(value))
    assert case.summarise(made.operations) == [("change", "", case.field.default, value)]


@pytest.mark.parametrize("case", [each for each in CASES if len(each.values) == 3 and not each.field.required], ids=str)
def test_a_field_said_for_the_first_time_is_a_conflict_where_somebody_edited_it(case: Case) -> None:
    mine, theirs = [value for value in case.values if value != case.field.default][:2]
    made = plan(case.make(None), case.make(mine), case.make(theirs))
    assert case.summarise(made.operations) == [("conflict", "adopt", mine, theirs)]


@pytest.mark.parametrize(
    "case", [each for each in CASES if each.thing in list(Thing) and not each.field.required], ids=str
)
def test_a_field_the_file_no_longer_says_is_listed_and_kept(case: Case) -> None:
    value = _differing(case)
    made = plan(case.make(value), case.make(value), case.make(None))
    assert [(each.act, each.field) for each in made.operations] == [(Act.DROPPED, case.field.name)]
    assert (made.is_empty, base_after(made)) == (True, case.make(value))


def test_lists_the_file_no_longer_says_are_listed_and_kept() -> None:
    said = roadmap(node("maths", topic("calculus", links=(link("a"),), references=())), tags=("x",))
    unsaid = roadmap(node("maths", topic("calculus")))
    made = plan(said, said, unsaid)
    assert tell(made) == [
        ("dropped", "trail", "tags", ""),
        ("dropped", "calculus", "links", ""),
        ("dropped", "calculus", "references", ""),
    ]
    assert (made.is_empty, base_after(made)) == (True, said)


def test_a_node_that_no_longer_says_its_topics_keeps_them() -> None:
    said = roadmap(node("maths", topic("calculus"), topic("algebra")), node("other"))
    silent = roadmap(replace(node("maths"), topics=None), node("other", topic("calculus")))
    made = plan(said, said, silent)
    assert tell(made) == [("move", "calculus", "node", ""), ("dropped", "maths", "topics", "")]
    assert base_after(made) == roadmap(node("maths", topic("algebra")), node("other", topic("calculus")))


def test_line_ends_are_no_edit() -> None:
    said, edited = (roadmap(node("maths", description=text)) for text in ("one\ntwo\n", "one\r\ntwo"))
    assert plan(said, edited, said).operations == ()


def test_a_new_roadmap_is_added_whole() -> None:
    file = roadmap(node("maths", topic("calculus"), topic("algebra", links=(link("a"),))), node("code"))
    made = make_plan(site=None, file=file, path="trail.yaml")
    assert [(each.act, each.thing, each.key, each.node, each.previous) for each in made.operations] == [
        (Act.ADD, Thing.ROADMAP, "trail", "", ""),
        (Act.ADD, Thing.NODE, "code", "", ""),
        (Act.ADD, Thing.NODE, "maths", "", ""),
        (Act.ADD, Thing.TOPIC, "algebra", "maths", "calculus"),
        (Act.ADD, Thing.TOPIC, "calculus", "maths", ""),
    ]
    assert (made.row, made.node_order, made.topic_orders) == (
        None,
        ("maths", "code"),
        {"maths": ("calculus", "algebra")},
    )
    assert (base_after(made), made.base_moves, made.path) == (file, True, "trail.yaml")


def test_an_alias_renames_the_row_and_the_new_key_is_used_everywhere() -> None:
    old = roadmap(node("maths", topic("matrices", duration="1 week")), id="old-trail")
    new = roadmap(
        node("numbers", topic("algebra", aliases=("matrices",), duration="2 weeks"), aliases=("maths",)),
        aliases=("old-trail",),
    )
    made = plan(old, old, new)
    assert [(each.act, each.thing, each.key, each.before) for each in made.operations] == [
        (Act.CHANGE, Thing.NODE, "numbers", "Maths"),
        (Act.CHANGE, Thing.TOPIC, "algebra", "1 week"),
        (Act.CHANGE, Thing.TOPIC, "algebra", "Matrices"),
        (Act.RENAME, Thing.ROADMAP, "trail", "old-trail"),
        (Act.RENAME, Thing.NODE, "numbers", "maths"),
        (Act.RENAME, Thing.TOPIC, "algebra", "matrices"),
    ]
    assert base_after(made) == roadmap(node("numbers", topic("algebra", duration="2 weeks")))


def test_aliases_are_no_content() -> None:
    said, named = roadmap(node("maths", topic("a"))), roadmap(node("maths", topic("a", aliases=("b",)), aliases=("c",)))
    assert plan(said, said, named).is_empty


def test_ids_written_out_are_no_change() -> None:
    bare = roadmap(replace(node("maths", replace(topic("calculus"), id=None)), id=None))
    assert not plan(roadmap(node("maths", topic("calculus"))), bare, bare).is_pending


@pytest.mark.parametrize("on_conflict", list(OnConflict))
def test_two_things_on_one_row_are_refused_whatever_is_told(on_conflict: OnConflict) -> None:
    said = roadmap(node("maths", topic("a")))
    file = roadmap(node("maths", topic("b", aliases=("a",)), topic("c", aliases=("a",))))
    (conflict,) = plan(said, said, file, on_conflict).stops
    assert (conflict.key, conflict.before, conflict.reason) == ("c", ("b", "a"), "claimed")


def test_the_plan_carries_where_it_was_made_from() -> None:
    made = plan(None, as_site(roadmap()), roadmap())
    assert (made.row, made.revision, made.key, made.path) == (1, 7, "trail", "trails/trail.yaml")
