"""How a run ends, and what it says."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from accounts.models import User
from roadmaps.documents.files import Batch
from roadmaps.documents.problem import Problem, Severity
from roadmaps.documents.reading import Known, Reading
from roadmaps.models import FormerKey, ImportedDocument, ImportRun, Roadmap
from roadmaps.sync.importing import ATTEMPTS, plan_import
from roadmaps.sync.lock import ImportLockError
from roadmaps.sync.options import Options
from roadmaps.sync.people import Asked, Learners
from roadmaps.sync.runs import find_known, import_batch, list_present, list_sources, say_outcome
from tests.roadmaps.runs import failing, freeze_content, held_elsewhere
from tests.roadmaps.sync.runs import ONE, TWO, batch, bring, retitle
from tests.roadmaps.sync.samples import meddling, node, roadmap, topic

pytestmark = pytest.mark.django_db

Outcome = ImportRun.Outcome


class TestOutcomes:
    def test_done(self, editor: User) -> None:
        began = timezone.now() - timedelta(minutes=1)
        problem = Problem("/trails/one.yaml", 1, 2, Severity.WARNING, "odd")
        result = import_batch(
            batch(ONE, TWO, problems=(problem,)), origin=ImportRun.Origin.ADMIN, editor=editor, started_at=began
        )
        run = ImportRun.objects.get()
        assert (result.run, result.error, run.outcome, run.was_stopped) == (run, "", Outcome.DONE, False)
        assert (run.origin, run.editor, run.started_at) == ("admin", editor, began)
        assert run.finished_at > began
        assert run.files == ["/trails/one.yaml", "/trails/two.yaml"]
        assert run.problems == ["/trails/one.yaml:1:2: warning: odd"]
        assert run.options == {"on_conflict": "stop", "choices": {}, "as_new": [], "allow_retire": None, "prune": []}
        assert (run.message, run.counts) == ("7 added. Written.", {"add": 7})
        assert run.lines[:2] == ["roadmap one   one.yaml", '  + roadmap  one    "Trail"']
        assert [(entry["key"], len(entry["changes"])) for entry in run.changes] == [("one", 4), ("two", 3)]

    def test_unchanged_keeps_no_documents(self) -> None:
        bring(ONE)
        result = bring(ONE)
        assert (result.run.outcome, result.run.message) == (Outcome.UNCHANGED, "0 changes. Nothing written.")
        assert result.run.documents.count() == 0

    def test_another_digest_alone_is_no_change(self) -> None:
        bring(ONE)
        reading = replace(batch(ONE).readings[0], digest="another")
        result = import_batch(Batch((reading,), 0, ()), origin=ImportRun.Origin.COMMAND)
        assert (result.run.outcome, ImportedDocument.objects.get().digest) == (Outcome.UNCHANGED, "another")

    def test_refused(self) -> None:
        problem = Problem("/trails/one.yaml", 1, 2, Severity.ERROR, "wrong")
        result = import_batch(batch(ONE, problems=(problem,)), origin=ImportRun.Origin.COMMAND)
        assert (result.run.outcome, result.error, result.imported) == (
            Outcome.REFUSED, "1 error. Nothing written.", None
        )  # fmt: skip
        assert ImportRun.objects.get().problems == ["/trails/one.yaml:1:2: error: wrong"]
        assert not Roadmap.objects.exists()

    def test_conflict(self) -> None:
        bring(ONE)
        Roadmap.objects.update(title="Mine", revision=2)
        before = freeze_content()
        result = bring(retitle(ONE, "Theirs"))
        assert (result.run.outcome, result.error) == (Outcome.CONFLICT, "1 conflict. Nothing written.")
        assert (freeze_content(), result.run.documents.count()) == (before, 0)
        assert result.run.lines[1].startswith("  ! roadmap  one  title: file and site both changed it")

    def test_guarded(self) -> None:
        many = roadmap(node("maths", *(topic(f"t-{number}") for number in range(4))))
        bring(many)
        result = bring(roadmap(node("maths", topic("t-0"))))
        assert (result.run.outcome, result.error) == (
            Outcome.GUARDED, "This would retire 3 topics. Nothing written."
        )  # fmt: skip
        assert result.run.message == result.error

    @pytest.mark.django_db(transaction=True)
    def test_busy(self) -> None:
        with held_elsewhere():
            result = bring(ONE)
        assert (result.run.outcome, result.error) == (Outcome.BUSY, "Another import is running. Nothing written.")
        assert ImportRun.objects.get() == result.run

    def test_stale(self) -> None:
        bring(ONE)
        with meddling(ATTEMPTS):
            result = bring(retitle(ONE, "New"))
        assert (result.run.outcome, result.error) == (
            Outcome.STALE, "The roadmap 'one' was changed meanwhile. Nothing written."
        )  # fmt: skip

    def test_another_plan_than_the_one_that_was_seen_is_stale(self) -> None:
        seen = plan_import(list_sources(batch(ONE))).fingerprint
        bring(ONE)
        result = bring(ONE, expected=seen)
        assert (result.run.outcome, result.error) == (
            Outcome.STALE, "The site was changed since this plan was shown. Nothing written."
        )  # fmt: skip

    def test_a_lock_that_cannot_be_had_is_a_failure(self) -> None:
        with failing(ImportLockError("no lock here"), "INSERT", "roadmaps_topic"):
            result = bring(ONE)
        assert (result.run.outcome, result.error) == (Outcome.FAILED, "No lock here. Nothing written.")
        assert ImportRun.objects.get() == result.run

    def test_what_nobody_foresaw_is_raised_again(self) -> None:
        with failing(ValueError("odd"), "INSERT", "roadmaps_topic"), pytest.raises(ValueError, match="odd"):
            bring(ONE)
        assert ImportRun.objects.values_list("outcome", "message").get() == (Outcome.FAILED, "ValueError: odd")
        assert not Roadmap.objects.exists()

    def test_a_dry_line_says_nothing_is_written(self) -> None:
        assert say_outcome(plan_import(list_sources(batch(TWO))), dry_run=True) == "3 added. Nothing written."

    def test_learners_are_counted_and_the_caller_is_told_of_each_step(self) -> None:
        bring(ONE)
        steps: list[tuple[str, int, int]] = []
        told: list[object] = []

        def count(asked: Asked) -> Learners:
            return Learners(topics=dict.fromkeys(asked.topics, 5), total=5)

        result = bring(
            roadmap(node("maths", topic("a"), topic("b", name="Bee")), id="one"),
            count_learners=count,
            watch=lambda *step: steps.append(step),
            before_write=told.append,
        )
        assert result.run.lines[1].endswith("5 learners keep their marks")
        assert steps == [("planning", 1, 1), ("writing", 1, 1)]
        assert told == [result.imported]


class TestKnown:
    def test_what_the_site_says_as_its_file_does_is_known(self) -> None:
        bring(ONE, TWO)
        Roadmap.objects.filter(key="two").update(revision=2)
        FormerKey.objects.create(roadmap=Roadmap.objects.get(key="one"), key="uno")
        digest = batch(ONE).readings[0].digest
        assert find_known() == {digest: Known("one", ("uno",))}
        ImportedDocument.objects.update(digest="")
        assert find_known() == {}

    def test_known_files_are_no_sources_but_present(self) -> None:
        known = Reading("/trails/one.yaml", None, (), digest="d", known=Known("one"))
        read = Batch((known, *batch(TWO).readings), 0, ())
        assert list_present(read) == ["one"]
        assert [(source.path, source.digest) for source in list_sources(read)] == [
            ("/trails/two.yaml", read.readings[1].digest)
        ]

    def test_what_is_known_is_not_pruned(self) -> None:
        bring(ONE, TWO)
        known = Reading("/trails/one.yaml", None, (), digest="d", known=Known("one"))
        import_batch(Batch((known,), 0, ()), Options(prune=("/trails",)), origin=ImportRun.Origin.COMMAND)
        assert dict(Roadmap.objects.values_list("key", "status")) == {"one": "published", "two": "archived"}

    def test_a_path_on_disk_is_a_whole_one(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        read = Batch((Reading("trail.yaml", ONE, ()),), 0, ())
        assert [source.path for source in list_sources(read)] == ["trail.yaml"]
        assert [source.path for source in list_sources(read, on_disk=True)] == [str(tmp_path / "trail.yaml")]
