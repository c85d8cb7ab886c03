"""A done topic can be flagged to be revised; it stays done and counts."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from progress.models import Change, Mark
from roadmaps.models import Topic
from tests.clients import client_of
from tests.factories import MarkFactory
from tests.progress.pages import Answer, read
from tests.progress.presses import HTMX, list_toasts, press


def flag(client: Client, topic: Topic, on: str = "1", **headers: str) -> Answer:
    return client.post(f"{topic.get_absolute_url()}revise/", {"on": on, "next": "/roadmaps/rope/"}, headers=headers)


@pytest.fixture
def knots(learner: User, topics: list[Topic]) -> Topic:
    MarkFactory.create(user=learner, topic=topics[0], status="done")
    return topics[0]


def test_it_is_flagged_listed_and_still_done(learner: User, knots: Topic) -> None:
    client = client_of(learner)
    assert flag(client, knots)["Location"] == "/roadmaps/rope/"
    page = read(client.get("/roadmaps/rope/"))
    assert list_toasts(page) == [("Knots: to revise. It stays done.", f"/undo/{Change.objects.get().batch}/")]
    assert page.find("", data_meter="rope")["data-done"] == "1"
    assert ("1 to revise", "/roadmaps/rope/?status=revise") in page.find(id="summary").list_links()
    page = read(client.get("/roadmaps/rope/?status=revise"))
    assert [row["data-topic"] for row in page.list_all("li", "data-topic")] == ["knots"]
    assert "To revise 1" in page.find(id="chips").list_texts("a", aria_current="true")


def test_one_press_on_its_row_takes_the_flag_away(learner: User, knots: Topic) -> None:
    client = client_of(learner)
    flag(client, knots)
    form = read(client.get("/roadmaps/rope/?status=revise")).find(id=f"revised-{knots.pk}")
    assert (form["name"], form["value"]) == ("on", "0")
    answer = read(flag(client, knots, "0", **HTMX))
    assert list_toasts(answer)[0][0] == "Knots: no longer to revise"
    mark = Mark.objects.get()
    assert (mark.status, mark.revise) == ("done", False)


def test_undo_brings_the_flag_back(learner: User, knots: Topic) -> None:
    client = client_of(learner)
    flag(client, knots)
    flag(client, knots, "0")
    client.post(f"/undo/{Change.objects.latest('id').batch}/")
    assert Mark.objects.get().revise
    assert [change.revise_after for change in Change.objects.all()] == [True, False, True]


@pytest.mark.parametrize("status", ["done", "done known", "learning"])
def test_marking_it_takes_the_flag_away(learner: User, knots: Topic, status: str) -> None:
    client = client_of(learner)
    flag(client, knots)
    press(client, knots, status)
    assert not Mark.objects.get().revise


def test_what_is_not_done_is_not_flagged(learner: User, topics: list[Topic]) -> None:
    MarkFactory.create(user=learner, topic=topics[0], status="learning")
    client = client_of(learner)
    flag(client, topics[0])
    flag(client, topics[1])
    said = [said for said, _undo in list_toasts(read(client.get("/roadmaps/rope/")))]
    assert said == [f"{name} is not done, so there is nothing to revise yet." for name in ("Knots", "Splices")]
    assert [mark.revise for mark in Mark.objects.all()] == [False]


def test_nobody_elses_is_flagged(other_learner: User, knots: Topic) -> None:
    flag(client_of(other_learner), knots)
    assert not Mark.objects.get().revise


def test_guests_sign_in_first_and_nobody_looks(guest: Client, learner: User, knots: Topic) -> None:
    assert flag(guest, knots)["Location"] == f"/accounts/login/?next={knots.get_absolute_url()}revise/"
    assert client_of(learner).get(f"{knots.get_absolute_url()}revise/").status_code == 405
