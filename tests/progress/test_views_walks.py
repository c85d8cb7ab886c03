"""Why somebody walks a roadmap: shown to them alone."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from progress.models import Walk
from roadmaps.models import Topic
from tests.clients import client_of
from tests.factories import MarkFactory
from tests.progress.pages import read

PATH = "/roadmaps/rope/-/why/"
HTMX = {"hx-request": "true"}


@pytest.fixture
def client(learner: User, topics: list[Topic]) -> Client:
    MarkFactory.create(user=learner, topic=topics[0])
    return client_of(learner)


def test_asks_keeps_and_clears(client: Client, other_learner: User, topics: list[Topic]) -> None:
    assert read(client.get("/roadmaps/rope/")).find(id="why").find("summary").text == "Why are you walking this?"
    assert client.post(PATH, {"why": " To\0 sail\r\n home. "}).status_code == 302
    assert read(client.get("/roadmaps/rope/")).find("q").text == "To sail home."
    MarkFactory.create(user=other_learner, topic=topics[0])
    assert not read(client_of(other_learner).get("/roadmaps/rope/")).list_all("q")
    client.post(PATH, {"why": ""})
    assert list(Walk.objects.values_list("why", flat=True)) == [""]
    assert not read(client.get("/roadmaps/rope/")).list_all("q")


def test_answers_a_fragment(client: Client) -> None:
    assert read(client.post(PATH, {"why": "To sail."}, headers=HTMX)).find(id="why").find("q").text == "To sail."


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_too_long_is_refused_and_kept_in_the_form(client: Client, headers: dict[str, str]) -> None:
    client.post(PATH, {"why": "Before."})
    page = read(client.post(PATH, {"why": "é" * 501}, headers=headers), status=422)
    assert page.find("input", name="why")["value"] == "é" * 501
    assert "501 characters" in page.find(class_="error").text
    assert Walk.objects.get().why == "Before."


def test_only_those_who_began_are_asked(guest: Client, other_learner: User, topics: list[Topic]) -> None:
    for client in (guest, client_of(other_learner)):
        assert not read(client.get("/roadmaps/rope/")).list_all(id="why")
    assert guest.post(PATH, {"why": "x"})["Location"].startswith("/accounts/login/")


def test_to_look_at_it_leads_to_the_roadmap(client: Client) -> None:
    assert client.get(PATH)["Location"] == "/roadmaps/rope/"
    assert client.post("/roadmaps/nowhere/-/why/", {"why": "x"}).status_code == 404
