"""Taking an import back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from roadmaps.models import ImportedDocument, ImportRun, Node, Roadmap, Topic
from roadmaps.sync.importing import FingerprintError
from roadmaps.sync.people import Asked, Learners
from roadmaps.sync.undo import plan_undo, undo_run
from tests.roadmaps.sync.samples import bring, freeze_rows, look, node, record, roadmap, tell, topic

pytestmark = pytest.mark.django_db

OLD = roadmap(node("maths", topic("a"), topic("matrices")))
NEW = roadmap(
    node("numbers", topic("algebra", aliases=("matrices",), duration="1 day"), topic("new"), aliases=("maths",)),
    title="New",
)


def test_everything_is_as_it_was_and_no_row_is_lost() -> None:
    bring(OLD)
    before, rows = look(), set(Topic.objects.values_list("pk", "key"))
    run = record(NEW)
    result = undo_run(run)
    assert (result.run.outcome, result.run.origin, result.run.undone) == ("done", "undo", run)
    assert (look().present, look().base) == (before.present, before.base)
    assert rows <= set(Topic.objects.values_list("pk", "key"))
    assert Topic.objects.get(key="new").retired


def test_later_edits_are_kept_and_listed() -> None:
    bring(OLD)
    run = record(NEW)
    Topic.objects.filter(key="algebra").update(duration="mine", description="Also mine.")
    plan = plan_undo(run).plans[0]
    assert ("keep", "matrices", "duration", "both") in tell(plan)
    assert ("keep", "matrices", "description", "edited") in tell(plan)
    undo_run(run)
    row = Topic.objects.get(key="matrices")
    assert (row.duration, row.description) == ("mine", "Also mine.")


def test_a_roadmap_that_the_run_made_is_archived_and_its_file_brings_it_back() -> None:
    run = record(OLD)
    undo_run(run)
    assert Roadmap.objects.get().status == "archived"
    assert (Topic.objects.filter(retired=True).count(), Node.objects.count()) == (0, 1)
    bring(OLD)
    assert Roadmap.objects.get().status == "published"


def test_one_that_is_archived_already_stays_so_and_keeps_its_former_status() -> None:
    run = record(OLD)
    undo_run(run)
    assert undo_run(run).run.outcome == "unchanged"
    assert look().memory.former_status == "published"


def test_a_roadmap_adopted_by_the_run_is_as_if_never_imported() -> None:
    bring(OLD)
    ImportedDocument.objects.all().delete()
    run = record(OLD)
    assert ImportedDocument.objects.exists()
    undo_run(run)
    assert not ImportedDocument.objects.exists()


def test_an_undo_can_be_taken_back() -> None:
    bring(OLD)
    run = record(NEW)
    after = look()
    undone = undo_run(run)
    assert undo_run(undone.run).run.outcome == "done"
    assert (look().present, look().base) == (after.present, after.base)


def test_the_site_is_taken_back_though_much_is_retired() -> None:
    bring(OLD)
    run = record(roadmap(node("maths", topic("a"), *(topic(f"t-{n}") for n in range(9)))))
    assert undo_run(run).run.outcome == "done"
    assert [each.key for each in look().present.nodes[0].topics or ()] == ["a", "matrices"]


def test_a_plan_nobody_saw_is_refused() -> None:
    bring(OLD)
    run = record(NEW)
    seen = plan_undo(run).fingerprint
    bring(replace(NEW, title="Newer"))
    before = freeze_content()
    result = undo_run(run, expected=seen)
    assert (result.run.outcome, freeze_content()) == ("stale", before)
    assert "since this plan was shown" in result.error
    assert undo_run(run, expected=plan_undo(run).fingerprint).run.outcome == "done"
    assert issubclass(FingerprintError, Exception)


def test_the_people_it_touches_are_counted() -> None:
    bring(OLD)
    run = record(NEW)

    def count(asked: Asked) -> Learners:
        return Learners(topics=dict.fromkeys(asked.topics, 3), total=3)

    imported = plan_undo(run, count_learners=count)
    assert imported.learners.total == 3
    before = freeze_rows()
    plan_undo(run)
    assert freeze_rows() == before


def freeze_content() -> list[object]:
    return [*Roadmap.objects.values_list(), *Topic.objects.order_by("pk").values_list(), ImportRun.objects.count()][:-1]


def test_a_return_under_another_name_taken_back_leaves_the_row_to_its_old_key() -> None:
    old = roadmap(node("maths", topic("a"), topic("f")))
    bring(old)
    row = Topic.objects.get(key="f").pk
    bring(roadmap(node("maths", topic("a"))))
    undo_run(record(roadmap(node("maths", topic("a"), topic("b", aliases=("f",))))))
    bring(old)
    assert Topic.objects.get(key="f").pk == row


def test_a_move_into_a_retired_node_is_taken_back() -> None:
    bring(roadmap(node("maths", topic("a")), node("code", topic("b"))))
    Node.objects.filter(key="maths").update(retired=True)
    run = record(roadmap(node("maths", topic("a"), topic("b")), node("code")))
    undo_run(run)
    assert Topic.objects.get(key="b").node.key == "code"


def test_what_changed_on_a_retired_topic_is_taken_back_and_it_stays_retired() -> None:
    bring(roadmap(node("maths", topic("a", duration="1 day"))))
    Topic.objects.update(retired=True)
    run = record(roadmap(node("maths", topic("a", duration="2 days"))))
    assert Topic.objects.get().duration == "2 days"
    undo_run(run)
    assert (Topic.objects.get().duration, Topic.objects.get().retired) == ("1 day", True)
    assert not tell(bring(roadmap(node("maths", topic("a", duration="1 day")))))[1:]


def test_a_file_that_says_archived_brings_nothing_back() -> None:
    undo_run(record(OLD))
    revision = Roadmap.objects.get().revision
    plan = bring(replace(OLD, status="archived"))
    assert (plan.changes_content, Roadmap.objects.get().revision) == (False, revision)
