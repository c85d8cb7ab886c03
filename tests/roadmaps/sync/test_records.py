"""What a run leaves behind: its record, its documents, its mail."""

from __future__ import annotations

import pytest
from django.core import mail
from django.db import OperationalError
from pytest_django import Settings

from roadmaps.documents.plain import to_data
from roadmaps.documents.problem import Problem, Severity
from roadmaps.models import ImportedDocument, ImportRun, Roadmap, RunDocument
from roadmaps.sync import records
from roadmaps.sync.merge import OnConflict
from roadmaps.sync.options import Options
from roadmaps.sync.runs import import_batch
from roadmaps.sync.site import Site
from tests.roadmaps.runs import failing
from tests.roadmaps.sync.runs import ONE, TWO, batch, bring, retitle
from tests.roadmaps.sync.samples import look, node, roadmap, topic

pytestmark = pytest.mark.django_db

Outcome = ImportRun.Outcome


def tell_moment(site: Site) -> dict[str, object]:
    """What a record keeps of it."""
    retired = {"retired_nodes": sorted(site.retired_nodes), "retired_topics": sorted(site.retired_topics)}
    return {"document": to_data(site.document), **retired}


class TestDocuments:
    def test_of_a_new_roadmap_there_is_nothing_before(self) -> None:
        document = bring(ONE).run.documents.get()
        assert (document.roadmap.key, document.path) == ("one", "/trails/one.yaml")
        assert (document.before, document.old_base) == (None, None)
        assert document.after == tell_moment(look("one"))

    def test_of_a_changed_one_all_is_kept_that_an_undo_needs(self) -> None:
        bring(ONE)
        imported = ImportedDocument.objects.get()
        before = tell_moment(look("one"))
        document = bring(roadmap(node("maths", topic("a", duration="1 day")), id="one"), TWO).run.documents.get(
            roadmap__key="one"
        )
        assert (document.before, document.after) == (before, tell_moment(look("one")))
        assert document.old_base == {
            "document": imported.document,
            "gone": imported.gone,
            "path": imported.path,
            "digest": imported.digest,
            "former_status": "",
        }
        bring(roadmap(node("maths", topic("a", duration="2 days")), id="one"))
        gone = RunDocument.objects.order_by("pk").last()
        assert gone
        assert gone.old_base
        assert [each["id"] for each in gone.old_base["gone"]["nodes"][0]["topics"]] == ["b"]

    def test_of_one_that_was_never_imported_there_is_no_base(self) -> None:
        Roadmap.objects.create(key="one", title="Mine", description="Where it leads.")
        document = bring(ONE, options=Options(on_conflict=OnConflict.TAKE)).run.documents.get()
        assert (document.before is None, document.old_base) == (False, None)

    def test_those_of_old_runs_are_dropped_and_the_records_stay(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(records, "KEPT_DOCUMENTS", 2)
        runs = [bring(retitle(ONE, title)).run.pk for title in "abcd"]
        assert sorted(RunDocument.objects.values_list("run", flat=True)) == runs[2:]
        assert sorted(ImportRun.objects.values_list("pk", flat=True)) == runs

    def test_records_of_what_wrote_nothing_are_dropped_in_time(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(records, "KEPT_RECORDS", 2)
        runs = [bring(ONE).run.pk for _ in range(5)]
        assert sorted(ImportRun.objects.values_list("pk", flat=True)) == [runs[0], *runs[3:]]

    def test_more_roadmaps_than_are_written_at_once(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(records, "_CHUNK", 1)
        assert bring(ONE, TWO).run.documents.count() == 2

    def test_long_plans_are_cut(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(records, "MOST_LINES", 2)
        run = bring(ONE, TWO).run
        assert [each["key"] for entry in run.changes for each in entry["changes"]] == ["one", "maths"]
        assert (run.lines[0], run.lines[2:]) == ("roadmap one   one.yaml", ["... and 6 more"])
        assert records.cut_lines(["a", "b", "c"], 2) == ["a", "b", "... and 1 more"]
        assert records.cut_lines(["a", "b"], 2) == ["a", "b"]


class TestTrouble:
    def test_a_record_that_cannot_be_kept_changes_no_outcome(self, caplog: pytest.LogCaptureFixture) -> None:
        with failing(OperationalError("disk full"), "INSERT", "roadmaps_importrun"):
            result = bring(ONE)
        assert (result.run.outcome, result.error) == (Outcome.DONE, "")
        assert not result.run.pk
        assert Roadmap.objects.get().key == "one"
        assert caplog.messages == ["The record of the import could not be kept: disk full"]

    def test_half_a_record_is_none(self, caplog: pytest.LogCaptureFixture) -> None:
        with failing(OperationalError("disk full"), "INSERT", "roadmaps_rundocument"):
            assert bring(ONE).run.pk is None
        assert (ImportRun.objects.count(), len(caplog.messages)) == (0, 1)

    def test_of_two_errors_the_first_is_raised(self, caplog: pytest.LogCaptureFixture) -> None:
        with failing(OperationalError("connection lost"), "INSERT"), pytest.raises(OperationalError, match="lost"):
            bring(ONE)
        assert caplog.messages == ["The record of the import could not be kept: connection lost"]


class TestMail:
    @pytest.fixture(autouse=True)
    def post(self, settings: Settings) -> None:
        settings.ADMINS = [("Ada", "ada@example.org")]
        settings.MAIL_IS_CONFIGURED = True

    def test_a_run_that_is_stopped_is_mailed(self) -> None:
        bring(ONE)
        Roadmap.objects.update(title="Mine", revision=2)
        run = bring(retitle(ONE, "Theirs")).run
        (letter,) = mail.outbox
        assert (letter.subject, letter.to) == ("[Waymark] Import stopped: conflicts", ["ada@example.org"])
        assert letter.body.splitlines() == [
            "1 conflict. Nothing written.",
            "",
            f"Started {run.started_at:%Y-%m-%d %H:%M} UTC, from the command line, with the files:",
            "/trails/one.yaml",
            "",
            "",
            *run.lines,
            "",
            f"The admin keeps it as import {run.pk}.",
        ]

    def test_one_that_fails_is_mailed_even_without_a_record(self) -> None:
        with failing(OperationalError("disk full"), "INSERT"), pytest.raises(OperationalError):
            bring(ONE)
        (letter,) = mail.outbox
        assert (letter.subject, letter.body.splitlines()[0]) == (
            "[Waymark] Import failed", "OperationalError: disk full"
        )  # fmt: skip
        assert "The admin keeps it" not in letter.body

    def test_one_that_ends_well_is_not(self) -> None:
        bring(ONE)
        bring(ONE)
        assert mail.outbox == []

    @pytest.mark.parametrize(("setting", "value"), [("ADMINS", []), ("MAIL_IS_CONFIGURED", False)])
    def test_without_mail_or_readers_none_is(self, settings: Settings, setting: str, value: object) -> None:
        setattr(settings, setting, value)
        problem = Problem("/trails/one.yaml", 1, 2, Severity.ERROR, "wrong")
        import_batch(batch(problems=(problem,)), origin=ImportRun.Origin.COMMAND)
        assert mail.outbox == []

    def test_a_mail_server_that_fails_changes_no_outcome(
        self, settings: Settings, caplog: pytest.LogCaptureFixture
    ) -> None:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
        problem = Problem("/trails/one.yaml", 1, 2, Severity.ERROR, "wrong")
        result = import_batch(batch(problems=(problem,)), origin=ImportRun.Origin.COMMAND)
        assert (result.run.outcome, ImportRun.objects.get()) == (Outcome.REFUSED, result.run)
        assert [line.split(": ")[0] for line in caplog.messages] == ["The mail about the import could not be sent"]
