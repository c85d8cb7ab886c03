"""A site for members only."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from tests.clients import client_of
from tests.factories import TopicFactory
from tests.progress.pages import read

pytestmark = pytest.mark.django_db
TOPIC = "/roadmaps/bees/first-year/hive/"
CLOSED = (
    "/", "/roadmaps/", "/roadmaps/bees/", "/roadmaps/bees/first-year/", TOPIC, "/roadmaps/bees.yaml",
    "/roadmaps/bees.json", "/roadmaps/bees.md", "/schema/roadmap.json", "/search/?q=hive",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _members_only(settings: Settings) -> None:
    settings.MEMBERS_ONLY = True
    TopicFactory.create(node__roadmap__key="bees", node__key="first-year", key="hive")


@pytest.mark.parametrize("address", CLOSED)
def test_a_guest_is_led_to_sign_in_and_from_there_on(address: str) -> None:
    answer = Client().get(address)
    assert (answer.status_code, answer["Location"]) == (302, f"/accounts/login/?next={quote(address)}")


@pytest.mark.parametrize("address", CLOSED)
def test_a_member_reads_it(address: str, learner: User) -> None:
    assert client_of(learner).get(address).status_code == 200


@pytest.mark.parametrize(
    "address",
    ["/accounts/login/", "/accounts/signup/", "/accounts/password/reset/", "/keys/", "/robots.txt", "/healthz/live"],
)
def test_what_signing_in_needs_is_open(address: str) -> None:
    assert Client().get(address).status_code == 200


def test_the_sign_in_page_can_be_read_in_another_language_and_light() -> None:
    client = Client()
    assert client.post("/settings/language/", {"language": "de", "next": "/accounts/login/"}).status_code == 302
    assert client.cookies["django_language"].value == "de"
    client.post("/settings/theme/", {"theme": "dark", "next": "/accounts/login/"})
    assert client.cookies["theme"].value == "dark"


@pytest.mark.parametrize(
    ("open_", "words"),
    [
        (True, "New here? Sign up, it takes a minute."),
        (False, "Whoever runs it can make an account for you: ask them."),
    ],
)
def test_the_sign_in_page_says_for_whom_the_site_is(settings: Settings, open_: bool, words: str) -> None:
    settings.SITE_NAME, settings.SIGN_UP_OPEN = "Alder Works", open_
    main = read(Client().get("/accounts/login/")).find("main")
    said = "Alder Works is for its members: sign in to read its roadmaps and to keep your place."
    assert [p.text for p in main.list_all("p")][:2] == [said, words]


def test_the_bar_leads_nobody_to_what_is_closed(learner: User) -> None:
    guest = read(Client().get("/accounts/login/")).find("header")
    assert [address for _, address in guest.list_links()] == ["/", "/accounts/login/", "/accounts/signup/"]
    assert guest.list_all("form", role="search") == []
    foot = read(Client().get("/accounts/login/")).find("footer").list_links()
    assert [Client().get(address).status_code for _, address in foot] == [200]
    member = read(client_of(learner).get("/")).find("header")
    assert ("Roadmaps", "/roadmaps/") in member.list_links()
    assert len(member.list_all("form", role="search")) == 1


def test_a_guest_marks_nothing(learner: User) -> None:
    answer = Client().post(f"{TOPIC}mark/", {"status": "done"})
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/login/?next=/")
    assert learner.marks.count() == 0


def test_a_part_of_a_page_is_no_sign_in_page() -> None:
    answer = Client().get("/roadmaps/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Redirect"]) == (200, "/accounts/login/?next=/roadmaps/")


def test_a_site_for_all_sends_nobody_away(settings: Settings) -> None:
    settings.MEMBERS_ONLY = False
    assert Client().get("/roadmaps/bees/").status_code == 200
