"""Keeping roadmaps and topics at hand: the switch, the catalogue's Mine, and home."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from progress.actions.bookmarks import keep_at_hand
from progress.models import Bookmark, Mark
from roadmaps.models import Roadmap, Topic
from tests.clients import client_of
from tests.factories import MarkFactory
from tests.progress.pages import read

ROADMAP, TOPIC = "/roadmaps/rope/-/bookmark/", "/roadmaps/rope/start/knots/bookmark/"
HTMX = {"hx-request": "true"}
Kept = list[tuple[str, str | None]]


@pytest.fixture
def client(learner: User, topics: list[Topic]) -> Client:
    return client_of(learner)


def kept() -> Kept:
    return list(Bookmark.objects.order_by("id").values_list("roadmap__key", "topic__key"))


def list_kept(client: Client) -> list[str]:
    """What home lists as kept at hand."""
    return [
        item.list_texts("strong")[0]
        for part in read(client.get("/")).list_all(id="kept")
        for item in part.list_all("li")
    ]


def test_keeps_and_lets_go(client: Client) -> None:
    answer = client.post(ROADMAP, {"on": "1", "next": "/roadmaps/"})
    assert (answer.status_code, answer["Location"], kept()) == (302, "/roadmaps/", [("rope", None)])
    assert "Kept at hand: Rope work" in read(client.get("/roadmaps/")).find(id="toasts").text
    client.post(TOPIC, {"on": "1"})
    assert kept() == [("rope", None), ("rope", "knots")]
    client.post(ROADMAP, {"on": "0"})
    assert kept() == [("rope", "knots")]


@pytest.mark.parametrize("path", [ROADMAP, TOPIC])
def test_twice_is_once(client: Client, path: str) -> None:
    for on, count in (("1", 1), ("1", 1), ("0", 0), ("0", 0)):
        assert client.post(path, {"on": on}).status_code == 302
        assert len(kept()) == count


@pytest.mark.parametrize("path", [ROADMAP, TOPIC])
def test_answers_a_fragment_with_the_switch_and_says_so(client: Client, path: str) -> None:
    answer = read(client.post(path, {"on": "1"}, headers=HTMX))
    button = answer.find("button", name="on")
    assert (button["aria-pressed"], button["value"]) == ("true", "0")
    assert answer.find(id="toasts").text.startswith("Kept at hand")


@pytest.mark.parametrize("path", ["/roadmaps/rope/", "/roadmaps/rope/start/knots/"])
def test_the_page_shows_the_switch_as_it_stands(client: Client, path: str) -> None:
    before = read(client.get(path)).find(class_="keep").find("button")
    assert (before["aria-pressed"], before["value"]) == ("false", "1")
    assert before["aria-label"] in {"Keep “Rope work” at hand", "Keep “Knots” at hand"}
    client.post(TOPIC if "knots" in path else ROADMAP, {"on": "1"})
    after = read(client.get(path)).find(class_="keep").find("button")
    assert (after["aria-pressed"], after["value"]) == ("true", "0")


@pytest.mark.parametrize("path", [ROADMAP, TOPIC])
@pytest.mark.parametrize("on", ["", "2", "yes\0", "1" * 10_000])
def test_anything_else_is_refused(client: Client, path: str, on: str) -> None:
    assert client.post(path, {"on": on}).status_code == 400
    assert kept() == []


def test_it_is_only_posted(client: Client) -> None:
    assert (client.get(ROADMAP).status_code, client.get(TOPIC).status_code) == (405, 405)


@pytest.mark.usefixtures("topics")
class TestGuests:
    def test_is_led_to_sign_up_and_back(self, guest: Client) -> None:
        answer = guest.post(ROADMAP, {"on": "1"})
        assert answer["Location"] == "/accounts/signup/?next=%2Froadmaps%2Frope%2F"
        answer = guest.post(TOPIC, {"on": "1", "next": "https://evil.example/"}, headers=HTMX)
        assert answer["HX-Redirect"] == "/accounts/signup/?next=%2Froadmaps%2Frope%2Fstart%2Fknots%2F"
        assert kept() == []

    def test_sees_an_invitation(self, guest: Client) -> None:
        link = read(guest.get("/roadmaps/rope/")).find("a", class_="keep")
        assert (link["href"], link["aria-label"]) == (
            "/accounts/signup/?next=/roadmaps/rope/",
            "Sign up to keep “Rope work” at hand",
        )


class TestWhatCannotBeSeen:
    def test_is_not_kept(self, client: Client, topics: list[Topic]) -> None:
        Topic.objects.filter(key="knots").update(retired=True)
        assert client.post(TOPIC, {"on": "1"}).status_code == 404
        Roadmap.objects.update(status="draft")
        assert client.post(ROADMAP, {"on": "1"}).status_code == 404
        assert kept() == []

    def test_is_not_listed(self, client: Client, learner: User, topics: list[Topic]) -> None:
        for thing in (topics[0], topics[0].roadmap):
            keep_at_hand(user=learner, thing=thing, on=True)
        assert list_kept(client) == ["Rope work", "Knots"]
        for status in ("draft", "archived"):
            Roadmap.objects.update(status=status)
            assert list_kept(client) == []
        MarkFactory.create(user=learner, topic=topics[1])
        assert list_kept(client) == ["Knots"]
        Topic.objects.filter(key="knots").update(retired=True)
        assert list_kept(client) == []


class TestHome:
    def test_lists_roadmaps_not_begun_and_topics_with_their_status(
        self, client: Client, learner: User, other_learner: User, topics: list[Topic]
    ) -> None:
        keep_at_hand(user=other_learner, thing=topics[2], on=True)
        keep_at_hand(user=learner, thing=topics[0], on=True)
        keep_at_hand(user=learner, thing=topics[0].roadmap, on=True)
        assert list_kept(client) == ["Rope work", "Knots"]
        MarkFactory.create(user=learner, topic=topics[0], status="done")
        assert list_kept(client) == ["Knots"]  # the roadmap is on the way now
        row = read(client.get("/")).find(id="kept").find("li")
        assert row.list_texts("small") == ["Done · Start, Rope work"]
        assert row.find("button")["aria-pressed"] == "true"


class TestCatalogue:
    def test_keeping_one_before_beginning_any_leaves_the_good_places_to_begin(
        self, client: Client, learner: User, topics: list[Topic]
    ) -> None:
        road = topics[0].roadmap
        Roadmap.objects.filter(pk=road.pk).update(featured=True)
        for thing, pressed in ((topics[0], "false"), (road, "true")):
            keep_at_hand(user=learner, thing=thing, on=True)
            card = read(client.get("/")).find("li", data_roadmap="rope")
            assert card.find("button", name="on")["aria-pressed"] == pressed

    def test_mine_is_begun_or_kept(self, client: Client, learner: User, topics: list[Topic]) -> None:
        def mine() -> tuple[list[str], str]:
            page = read(client.get("/roadmaps/?mine=1")).find("main")
            return page.list_texts("h2"), page.find(class_="views").list_texts("a")[1]

        assert mine() == ([], "Mine 0")
        keep_at_hand(user=learner, thing=topics[0].roadmap, on=True)
        assert mine() == (["Rope work"], "Mine 1")
        keep_at_hand(user=learner, thing=topics[0].roadmap, on=False)
        MarkFactory.create(user=learner, topic=topics[0])
        assert mine() == (["Rope work"], "Mine 1")

    def test_a_topic_kept_does_not_make_its_roadmap_mine(
        self, client: Client, learner: User, topics: list[Topic]
    ) -> None:
        keep_at_hand(user=learner, thing=topics[0], on=True)
        assert read(client.get("/roadmaps/?mine=1")).find("main").list_texts("h2") == []

    def test_every_number_and_tag_of_a_card_leads_to_its_list(
        self, client: Client, learner: User, topics: list[Topic]
    ) -> None:
        Roadmap.objects.update(tags=["craft & sea"], featured=True)
        MarkFactory.create(user=learner, topic=topics[0], status="done")
        card = read(client.get("/roadmaps/")).find(data_roadmap="rope")
        assert card.list_links() == [
            ("Rope work", "/roadmaps/rope/"),
            ("3 topics", "/roadmaps/rope/"),
            ("6 h", "/roadmaps/rope/?level=required"),
            ("featured", "/roadmaps/?featured=1"),
            ("craft & sea", "/roadmaps/?tag=craft%20%26%20sea"),
            ("1 of 3 done.", "/roadmaps/rope/?status=done&level=required"),
            ("2 left.", "/roadmaps/rope/?status=left"),
            ("Continue: Splices", "/roadmaps/rope/start/splices/"),
        ]


class TestNode:
    """A stage leads on: within itself, else on the trail."""

    def test_leads_on(self, client: Client, learner: User, topics: list[Topic]) -> None:
        def onward() -> list[tuple[str, str]]:
            return [
                part.list_links()[0]
                for part in read(client.get("/roadmaps/rope/start/")).list_all("p", class_="node-onward")
                if part.list_links()
            ]

        assert onward() == [("Start: Knots →", "/roadmaps/rope/start/knots/")]
        MarkFactory.create(user=learner, topic=topics[0], status="done")
        assert onward() == [("Continue: Splices →", "/roadmaps/rope/start/splices/")]
        answer = read(client.post("/roadmaps/rope/start/splices/mark/", {"status": "done"}, headers=HTMX))
        assert answer.find(class_="node-onward").list_links() == [
            ("Continue: Rigging →", "/roadmaps/rope/ship/rigging/")
        ]
        assert onward() == [("Continue: Rigging →", "/roadmaps/rope/ship/rigging/")]
        Mark.objects.update_or_create(user=learner, topic=topics[2], defaults={"status": "done"})
        assert onward() == []
