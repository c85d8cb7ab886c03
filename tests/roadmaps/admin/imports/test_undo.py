"""Taking an import back."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from progress.models import Mark
from roadmaps.admin.imports.upload import ImportForm
from roadmaps.documents.files import Batch
from roadmaps.models import ImportRun, Roadmap, Topic
from roadmaps.sync.runs import import_batch
from tests.clients import client_of
from tests.factories import MarkFactory
from tests.progress.pages import read
from tests.roadmaps.admin.imports.pages import (
    LONGER,
    TRAIL,
    UNDO,
    bring_text,
    edit_topic,
    get_duration,
    list_buttons,
    list_messages,
    list_notes,
    press,
    record_page,
    tell_plan,
    undo_page,
)
from tests.roadmaps.runs import held_elsewhere
from tests.roadmaps.sync.samples import freeze_rows, meddling

pytestmark = pytest.mark.django_db

CHANGED = LONGER.replace("The second", "Number two").replace("      - {id: three, name: The third}\n", "")


@pytest.fixture
def run(desk: Client) -> ImportRun:
    """An import that changed a duration and a name and retired a topic."""
    bring_text(desk, TRAIL)
    return bring_text(desk, CHANGED)


def test_the_plan_of_an_undo_writes_nothing(desk: Client, run: ImportRun) -> None:
    before = freeze_rows()

    page = read(desk.get(undo_page(run)))

    assert page.find("h1").text == "Take this import back"
    assert page.find("p", class_="import-sums").text == "1 restored, 2 changed."
    assert tell_plan(page) == [
        ("restore", ["+ The third topic three in The basics, after Number two"]),
        (
            "change",
            [
                "~ The first topic one duration before: 10 days after: 2 weeks",
                "~ Number two topic two name before: Number two after: The second",
            ],
        ),
    ]
    assert list_buttons(page) == [UNDO]
    assert freeze_rows() == before


def test_an_undo_brings_everything_back_and_marks_stay(desk: Client, run: ImportRun, learner: User) -> None:
    MarkFactory.create(user=learner, topic=Topic.objects.get(key="three"))

    answer = press(desk, read(desk.get(undo_page(run))), UNDO)

    undo = ImportRun.objects.latest("id")
    assert (undo.origin, undo.outcome, undo.undone) == ("undo", "done", run)
    assert answer["Location"] == record_page(undo)
    assert list_messages(read(desk.get(answer["Location"]))) == [
        "Applied: 1 restored, 2 changed; 1 learner has marks on what changes."
    ]
    assert dict(Topic.objects.values_list("key", "name")) == {
        "one": "The first", "two": "The second", "three": "The third", "four": "The fourth",
    }  # fmt: skip
    assert (get_duration(), Topic.objects.filter(retired=True).count(), Mark.objects.count()) == ("2 weeks", 0, 1)


def test_what_was_edited_since_stays(desk: Client, run: ImportRun) -> None:
    edit_topic("one", duration="a month")

    page = read(desk.get(undo_page(run)))
    assert tell_plan(page)[-1] == ("keep", [". The first topic one duration the site's side stays edited since"])
    press(desk, page, UNDO)

    assert (get_duration(), Topic.objects.get(key="two").name) == ("a month", "The second")


def test_an_undo_can_be_taken_back(desk: Client, run: ImportRun) -> None:
    press(desk, read(desk.get(undo_page(run))), UNDO)
    undo = ImportRun.objects.latest("id")

    press(desk, read(desk.get(undo_page(undo))), UNDO)

    assert ImportRun.objects.latest("id").undone == undo
    assert (get_duration(), Topic.objects.get(key="two").name) == ("10 days", "Number two")
    assert Topic.objects.get(key="three").retired


def test_a_roadmap_that_an_import_made_is_archived(desk: Client) -> None:
    run = bring_text(desk, TRAIL)

    page = read(desk.get(undo_page(run)))
    assert tell_plan(page) == [
        ("archive", ["\N{MINUS SIGN} Trail roadmap trail its file is gone; it leaves the catalogue"])
    ]
    press(desk, page, UNDO)

    assert Roadmap.objects.get().status == Roadmap.Status.ARCHIVED


def test_an_import_of_many_roadmaps_shows_each(desk: Client) -> None:
    forms = [ImportForm({"text": TRAIL.replace("id: trail", f"id: {key}"), "name": ""}) for key in ("one", "two")]
    batches = [form.read().batch for form in forms if form.is_valid()]
    batch = Batch(tuple(reading for batch in batches for reading in batch.readings), 0, ())
    run = import_batch(batch, origin=ImportRun.Origin.COMMAND).run

    page = read(desk.get(undo_page(run)))

    assert page.list_texts("h2", class_="import-roadmap") == ["Trail one", "Trail two"]
    assert [act for act, rows in tell_plan(page)] == ["archive", "archive"]


def test_nothing_left_to_take_back_says_so(desk: Client, run: ImportRun) -> None:
    press(desk, read(desk.get(undo_page(run))), UNDO)

    page = read(desk.get(undo_page(run)))

    assert list_notes(page) == ["Nothing to take back: the site has nothing left of what this import changed."]
    assert list_buttons(page) == []


def test_pressing_twice_is_harmless(desk: Client, run: ImportRun) -> None:
    page = read(desk.get(undo_page(run)))
    press(desk, page, UNDO)
    revision = Roadmap.objects.get().revision

    again = read(press(desk, page, UNDO))

    assert list_notes(again) == ["Nothing to take back: the site has nothing left of what this import changed."]
    assert (ImportRun.objects.count(), Roadmap.objects.get().revision) == (3, revision)


STALE = "Nothing was written: the site is not what it was when you looked. This is what taking it back means now."


def test_a_stale_plan_is_refused(desk: Client, run: ImportRun) -> None:
    page = read(desk.get(undo_page(run)))
    edit_topic("four", name="Number four")

    assert list_notes(read(press(desk, page, UNDO))) == [STALE]
    assert (get_duration(), ImportRun.objects.count()) == ("10 days", 2)


def test_a_site_that_changes_in_the_last_moment_is_told_of(desk: Client, run: ImportRun) -> None:
    page = read(desk.get(undo_page(run)))

    with meddling(1):
        answer = read(press(desk, page, UNDO))

    assert list_notes(answer) == [STALE]
    assert get_duration() == "10 days"


def test_another_import_is_told_of(desk: Client, run: ImportRun, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("roadmaps.admin.imports.undo.WAIT", 0)
    page = read(desk.get(undo_page(run)))

    with held_elsewhere():
        answer = read(press(desk, page, UNDO))

    assert list_notes(answer) == ["Nothing was written: another import is running. Try again when it is done."]


def test_a_run_that_wrote_nothing_cannot_be_taken_back(desk: Client, run: ImportRun) -> None:
    run.documents.all().delete()
    desk.get(record_page(run))  # takes its message away

    answer = desk.post(undo_page(run))

    assert answer["Location"] == record_page(run)
    assert list_messages(read(desk.get(record_page(run)))) == [
        "What this import changed is not kept, so it cannot be taken back."
    ]


def test_there_is_no_undo_of_what_never_was(desk: Client, run: ImportRun) -> None:
    assert desk.get(undo_page(ImportRun(pk=run.pk + 1))).status_code == 404


def test_only_who_curates_may_take_back(run: ImportRun, learner: User, guest: Client) -> None:
    staff = User.objects.create(email="staff@example.org", is_staff=True)

    assert client_of(staff).post(undo_page(run)).status_code == 403
    assert client_of(learner).post(undo_page(run), follow=True).status_code == 403
    assert guest.post(undo_page(run))["Location"].startswith("/admin/login/")
    assert get_duration() == "10 days"
