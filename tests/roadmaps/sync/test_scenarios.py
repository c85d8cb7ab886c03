"""What becomes of a topic and its marks, story by story, with no learner, one and three."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from roadmaps.documents.read import read_text
from roadmaps.models import Node, Roadmap, Topic
from roadmaps.sync.importing import Source, plan_import
from roadmaps.sync.merge import OnConflict
from roadmaps.sync.options import Options
from roadmaps.sync.undo import plan_undo, undo_run
from tests.roadmaps.sync.plots import BETA, OLD, PLOTS, A, B, C, D, Plot, trail
from tests.roadmaps.sync.samples import node, record, roadmap, topic
from tests.roadmaps.sync.stories import Story, list_keys, tell_acts

pytestmark = pytest.mark.django_db

every_plot = pytest.mark.parametrize("plot", PLOTS, ids=str)
with_learners = pytest.mark.parametrize("learners", [0, 1, 3])


@with_learners
@every_plot
def test_every_mark_stays_with_its_topic(plot: Plot, learners: int) -> None:
    story = Story.begin(learners, plot.before)
    plot.edit()
    story.look()
    own = set(Topic.objects.filter(key="own").values_list("pk", flat=True))
    imported = story.bring(plot.after)
    assert imported.may_apply
    assert plot.told <= tell_acts(imported.plans)
    keys = list_keys()
    now = {old: keys[story.row(old)] for old in plot.rows}
    assert {old: key if there else f"-{key}" for old, (key, there) in now.items()} == plot.rows
    assert all(keys[pk] == ("own", True) for pk in own)


@with_learners
@every_plot
def test_taken_back_all_is_as_it_was(plot: Plot, learners: int) -> None:
    story = Story.begin(learners, plot.before)
    plot.edit()
    story.look()
    keys, order = list_keys(), list(Topic.objects.active().in_order().values_list("pk", flat=True))
    run = record(plot.after)
    assert run.outcome == "done"
    assert undo_run(run).error == ""
    story.check()
    now = list_keys()
    assert {pk: now[pk] for pk in keys} == keys
    assert not any(there for pk, (_, there) in now.items() if pk not in keys)
    assert list(Topic.objects.active().in_order().values_list("pk", flat=True)) == order
    again = [*plan_undo(run).plans, *plan_import([Source(story.path, plot.before[-1])]).plans]
    assert [plan.changes_content for plan in again] == [False, False]


@with_learners
def test_what_returned_under_another_name_is_still_itself_once_that_is_taken_back(learners: int) -> None:
    story = Story.begin(learners, [OLD, trail(A, B)])
    undo_run(record(trail(A, B, topic("gamma", aliases=("c",)))))
    story.look()
    assert story.bring(OLD).may_apply
    assert list_keys()[story.row("c")] == ("c", True)


@with_learners
def test_a_move_to_a_node_that_an_editor_retired_is_taken_back(learners: int) -> None:
    story = Story.begin(learners, [OLD])
    Node.objects.filter(key="code").update(retired=True)
    story.look()
    undo_run(record(trail(A, C, code=(D, B))))
    story.check()
    assert Topic.objects.get(key="b").node.key == "maths"


@with_learners
def test_a_duplicate_stops_and_loses_nothing(learners: int) -> None:
    """Two topics of the file are one row: by its key, and by the key it once had."""
    story = Story.begin(learners, [OLD, trail(A, BETA, C)])
    (stop,) = story.bring(trail(A, BETA, topic("b", name="Else"), C)).stops
    assert (stop.act, stop.reason, stop.key) == ("conflict", "claimed", "b")


@pytest.mark.parametrize("ids", [("calculus", "Calculus"), ("calculus", "CALCULUS"), ("grösse", "GRÖSSE")])
def test_a_twin_in_other_letters_is_refused(ids: tuple[str, str]) -> None:
    topics = "".join(f"      - id: {key}\n        name: {number}\n" for number, key in enumerate(ids))
    head = "id: trail\ntitle: T\ndescription: D\nnodes:\n  - id: maths\n    title: M\n    topics:\n"
    reading = read_text(head + topics, path="trail.yaml")
    assert [problem.code for problem in reading.problems if problem.is_error] == ["duplicate-key"]


@with_learners
def test_a_key_in_other_letters_is_the_same_topic(learners: int) -> None:
    story = Story.begin(learners, [OLD])
    text = (
        "id: trail\ntitle: Trail\ndescription: Where it leads.\nnodes:\n  - id: MATHS\n    title: Maths\n    topics:\n"
    )
    names = "".join(f"      - id: {key.upper()}\n        name: {key.upper()}\n" for key in "abc")
    code = "  - id: code\n    title: Code\n    topics:\n      - id: d\n        name: D\n"
    reading = read_text(text + names + code, path="trail.yaml")
    assert reading.document
    assert not story.bring(reading.document).plans[0].changes_content


class TestWithoutIds:
    """Topics that were never given an id: their name is all there is, and it changed."""

    OLD = trail(topic("a", id=None, name="Algebra"), topic("b", id=None, name="Basics of sets"), C)
    NEW = trail(topic("a", id=None, name="Algebra"), topic("b", id=None, name="Basics of set theory"), C)

    @with_learners
    def test_the_run_stops_and_asks(self, learners: int) -> None:
        story = Story.begin(learners, [self.OLD])
        (stop,) = story.bring(self.NEW).stops
        assert (stop.act, stop.key, stop.before) == ("ambiguous", "basics-of-set-theory", ("basics-of-sets",))

    @with_learners
    def test_a_new_one_is_added_and_the_old_one_retired(self, learners: int) -> None:
        story = Story.begin(learners, [self.OLD])
        story.bring(self.NEW, options=Options(as_new=frozenset({"trail/basics-of-set-theory"})))
        assert list_keys()[story.row("basics-of-sets")] == ("basics-of-sets", False)
        assert Topic.objects.filter(key="basics-of-set-theory", retired=False).exists()

    @with_learners
    def test_an_alias_says_that_it_is_the_same(self, learners: int) -> None:
        story = Story.begin(learners, [self.OLD])
        named = topic("b", id=None, name="Basics of set theory", aliases=("Basics of sets",))
        assert story.bring(trail(topic("a", id=None, name="Algebra"), named, C)).may_apply
        assert list_keys()[story.row("basics-of-sets")] == ("basics-of-set-theory", True)


OTHER = roadmap(node("gear", *map(topic, ("w", "x", "y", "z"))), id="other", title="Other")


@with_learners
def test_a_file_for_the_wrong_roadmap_is_stopped_by_the_guard(learners: int) -> None:
    story = Story.begin(learners, [OLD, OTHER])
    imported = story.bring(replace(OTHER, id="trail"))
    assert (imported.stops, imported.guard and imported.guard.retired) == ((), 4)
    wrong = Options(allow_retire=4, on_conflict=OnConflict.TAKE)
    assert story.bring(replace(OTHER, id="trail"), options=wrong).may_apply
    story.bring(OLD, options=Options(allow_retire=4))
    assert [list_keys()[story.row(key)] for key in "abcd"] == [(key, True) for key in "abcd"]


@with_learners
def test_a_roadmap_renamed_without_an_alias_is_asked_about(learners: int, tmp_path: Path) -> None:
    story = Story.begin(learners, [OLD], path=str(tmp_path / "trail.yaml"))
    story.path = str(tmp_path / "road.yaml")
    (stop,) = story.bring(replace(OLD, id="road")).stops
    assert (stop.act, stop.key, stop.before) == ("ambiguous", "road", ("trail",))
    assert story.bring(replace(OLD, id="road"), options=Options(as_new=frozenset({"road"}))).may_apply
    assert Roadmap.objects.count() == 2


@with_learners
def test_pruned_and_back_again(learners: int, tmp_path: Path) -> None:
    story = Story.begin(learners, [OLD, OTHER], path=str(tmp_path / "trail.yaml"))
    story.bring(OTHER, options=Options(prune=(str(tmp_path),)))
    assert list(Roadmap.objects.order_by("key").values_list("key", "status")) == [
        ("other", "published"),
        ("trail", "archived"),
    ]
    story.bring(OLD)
    assert set(Roadmap.objects.values_list("status", flat=True)) == {"published"}


@with_learners
def test_a_merge_that_an_editor_refused_does_not_come_back(learners: int) -> None:
    story = Story.begin(learners, [OLD])
    Topic.objects.filter(key="c").update(description="Mine.")
    story.look()
    merged = trail(A, topic("b", aliases=("c",)))
    (stop,) = story.bring(merged).stops
    assert (stop.key, stop.reason) == ("c", "gone")
    story.bring(merged, options=Options(on_conflict=OnConflict.KEEP))
    assert list_keys()[story.row("c")] == ("c", True)
