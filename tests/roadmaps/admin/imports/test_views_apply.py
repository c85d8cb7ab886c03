"""From the plan to the site: what is refused and what is written."""

from __future__ import annotations

from typing import NoReturn

import pytest
from django.test import Client

from accounts.models import User
from progress.models import Mark
from roadmaps.admin.imports.views import find_record
from roadmaps.models import ImportRun, Node, Roadmap, Topic
from roadmaps.sync.lock import ImportLockError
from tests.factories import MarkFactory
from tests.progress.pages import read
from tests.roadmaps.admin.imports.pages import (
    APPLY,
    APPLY_PAGE,
    LONGER,
    STALE,
    START,
    TRAIL,
    bring_text,
    edit_topic,
    get_duration,
    list_messages,
    list_notes,
    plan_text,
    press,
    record_page,
    tell_plan,
)
from tests.roadmaps.runs import held_elsewhere
from tests.roadmaps.sync.samples import meddling

pytestmark = pytest.mark.django_db


def test_applying_writes_exactly_that_and_leads_to_the_record(desk: Client, editor: User) -> None:
    answer = press(desk, plan_text(desk, TRAIL), APPLY)

    run = ImportRun.objects.get()
    assert (run.origin, run.outcome, run.editor, run.files) == ("admin", "done", editor, ["pasted.yaml"])
    assert answer["Location"] == record_page(run)
    assert list_messages(read(desk.get(answer["Location"]))) == ["Applied: 7 added."]
    assert [Roadmap.objects.get().key, Node.objects.count(), Topic.objects.count()] == ["trail", 2, 4]


def test_a_change_shows_before_and_after_and_whose_marks_stay(desk: Client, learner: User) -> None:
    bring_text(desk, TRAIL)
    MarkFactory.create(user=learner, topic=Topic.objects.get(key="two"))
    MarkFactory.create(user=learner, topic=Topic.objects.get(key="four"))

    text = LONGER.replace("The second", "Number two").replace("      - {id: four, name: The fourth}\n", "      []\n")
    page = plan_text(desk, text)

    assert page.find("p", class_="import-sums").text == ("2 changed, 1 retired; 1 learner has marks on what changes.")
    assert tell_plan(page) == [
        (
            "change",
            [
                "~ The first topic one duration before: 2 weeks after: 10 days",
                "~ The second topic two name before: The second after: Number two 1 learner keeps the mark",
            ],
        ),
        (
            "retire",
            ["\N{MINUS SIGN} The fourth topic four hidden from newcomers 1 learner has a mark, and still sees it"],
        ),
    ]
    assert press(desk, page, APPLY).status_code == 302
    assert Mark.objects.count() == 2


def test_what_is_only_remembered_says_so(desk: Client) -> None:
    bring_text(desk, TRAIL)
    edit_topic("one", duration="10 days")

    page = plan_text(desk, LONGER)

    assert page.find("p", class_="import-sums").text == (
        "No content changes. What the file says is remembered, for the next import to compare with."
    )
    assert press(desk, page, APPLY).status_code == 302
    assert list_messages(read(desk.get(record_page(ImportRun.objects.latest("id"))))) == ["Applied."]


def test_a_text_of_many_lines_goes_through_the_form_and_back(desk: Client) -> None:
    """Browsers send each line end as two characters: nothing of it is lost, and no limit is met before its time."""
    bring_text(desk, TRAIL)
    page = plan_text(desk, LONGER + "\n" * 1_500_000)

    assert press(desk, page, APPLY).status_code == 302
    assert get_duration() == "10 days"


def test_a_stale_plan_is_refused_and_shown_anew(desk: Client) -> None:
    bring_text(desk, TRAIL)
    page = plan_text(desk, LONGER)
    edit_topic("two", name="Second")

    again = read(press(desk, page, APPLY))

    assert list_notes(again) == [STALE]
    assert get_duration() == "2 weeks"
    assert ImportRun.objects.count() == 1
    assert press(desk, again, APPLY).status_code == 302
    assert get_duration() == "10 days"


def test_another_text_than_the_one_seen_is_refused(desk: Client) -> None:
    page = plan_text(desk, TRAIL)

    again = read(press(desk, page, APPLY, text=LONGER))

    assert list_notes(again) == [STALE]
    assert not Roadmap.objects.exists()


def test_applying_twice_is_harmless(desk: Client) -> None:
    page = plan_text(desk, TRAIL)
    press(desk, page, APPLY)

    again = read(press(desk, page, APPLY))

    assert again.find("p", class_="import-lede").text == "Nothing to do: the site has all that pasted.yaml says."
    assert list_notes(again) == []
    assert (ImportRun.objects.count(), Roadmap.objects.get().revision) == (1, 1)


def test_another_import_is_waited_for_and_then_told_of(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("roadmaps.admin.imports.views.WAIT", 0)
    page = plan_text(desk, TRAIL)

    with held_elsewhere():
        answer = read(press(desk, page, APPLY))

    assert list_notes(answer) == ["Nothing was written: another import is running. Try again when it is done."]
    assert [run.outcome for run in ImportRun.objects.all()] == ["busy"]
    assert press(desk, answer, APPLY).status_code == 302


def test_a_site_that_changes_in_the_last_moment_is_told_of(desk: Client) -> None:
    bring_text(desk, TRAIL)
    page = plan_text(desk, LONGER)

    with meddling(1):
        answer = read(press(desk, page, APPLY))

    assert list_notes(answer) == [STALE]
    assert get_duration() == "2 weeks"
    assert [run.outcome for run in ImportRun.objects.all()] == ["stale", "done"]


def test_what_nobody_foresaw_is_told_with_its_record(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    page = plan_text(desk, TRAIL)

    def refuse(wait: float) -> NoReturn:
        raise ImportLockError("the folder of the database is read-only")

    monkeypatch.setattr("roadmaps.sync.runs.hold_import_lock", refuse)

    answer = press(desk, page, APPLY)

    run = ImportRun.objects.get()
    assert (run.outcome, answer["Location"]) == ("failed", record_page(run))
    assert list_messages(read(desk.get(answer["Location"]))) == [
        "The folder of the database is read-only. Nothing written."
    ]


def test_a_run_whose_record_could_not_be_kept_leads_to_the_list() -> None:
    assert find_record(ImportRun()) == "/admin/roadmaps/importrun/"


def test_the_address_of_apply_leads_to_the_form(desk: Client) -> None:
    assert desk.get(APPLY_PAGE)["Location"] == START
