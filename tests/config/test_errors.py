"""The page for a request that could not be understood."""

from __future__ import annotations

from django.test import Client
from pytest_django import Settings

from accounts.models import User
from tests.clients import client_of
from tests.factories import TopicFactory
from tests.progress.pages import read


def test_gives_the_reason_that_was_written_for_people(learner: User) -> None:
    topic = TopicFactory.create()
    User.objects.update(theme="dark")
    page = read(client_of(learner).post(f"{topic.get_absolute_url()}mark/", {"status": "half"}), status=400)
    assert page.find("main").find("p", class_="note").text == "“half” is no status a topic can have."
    assert page.find("html")["data-theme"] == "dark"
    assert page.find("header").list_all("a", class_="avatar") != []


def test_keeps_other_reasons_to_itself(guest: Client, settings: Settings) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 10
    page = read(guest.post("/accounts/login/", {f"field-{number}": "" for number in range(20)}), status=400)
    assert page.find("h1").text == "Not understood"
    assert page.find("main").list_all("p", class_="note") == []
    assert page.find("main").list_links() == [("See all roadmaps", "/roadmaps/"), ("To the front page", "/")]


def test_stands_for_a_host_that_is_not_ours(guest: Client) -> None:
    page = read(guest.get("/roadmaps/", headers={"host": "evil.example"}), status=400)
    assert page.find("h1").text == "Not understood"
    assert "evil.example" not in page.text
