"""The front page for guests, and a learner's home."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client

from accounts.models import User
from progress.actions import mark_topic
from roadmaps.models import Roadmap, Topic
from tests.clients import client_of
from tests.factories import RoadmapFactory, TopicFactory
from tests.progress.pages import read


class TestFront:
    def test_is_led_by_featured_roadmaps(self, guest: Client) -> None:
        for title, fields in {"b": {"featured": True}, "a": {"featured": True}, "c": {}}.items():
            RoadmapFactory.create(key=title, title=title.upper(), **fields)
        RoadmapFactory.create(key="d", featured=True, status="draft")
        RoadmapFactory.create(key="e", featured=True, status="archived")
        page = read(guest.get("/")).find("main")
        assert page.find("h1").text == "Learn it in order. Keep your place."
        assert page.find("a", class_="primary").text == "Start A"
        assert [card["data-roadmap"] for card in page.list_all("li", class_="card")] == ["a", "b"]
        assert page.list_all("", "data-meter") == []

    def test_without_a_featured_roadmap_leads_to_the_catalogue(self, guest: Client) -> None:
        page = read(guest.get("/")).find("main")
        assert page.find("p", class_="note").text == "No roadmap is featured yet. See all roadmaps"
        assert page.list_links() == [("See all roadmaps", "/roadmaps/")] * 2

    def test_offers_to_sign_up_and_in(self, guest: Client) -> None:
        bar = read(guest.get("/")).find("header", class_="bar")
        assert bar.list_links()[-2:] == [("Sign in", "/accounts/login/"), ("Sign up", "/accounts/signup/")]


class TestHome:
    def test_a_first_visit_says_pick_a_trail(self, learner: User, topics: list[Topic]) -> None:
        RoadmapFactory.create(key="lead", featured=True)
        page = read(client_of(learner).get("/")).find("main")
        assert page.find("h1").text == "Pick a trail"
        assert page.list_texts("h2")[0] == "Good places to begin"
        assert [card["data-roadmap"] for card in page.list_all("li", class_="card")] == ["lead"]

    def test_leads_on_with_the_trail_walked_last(self, learner: User, topics: list[Topic]) -> None:
        other = TopicFactory.create(name="Dough", node__title="Bowl", node__roadmap__title="Bread", duration="3 hours")
        with time_machine.travel(datetime(2026, 5, 1, tzinfo=UTC), tick=False):
            mark_topic(user=learner, topic=topics[0], status="done")
        with time_machine.travel(datetime(2026, 5, 2, tzinfo=UTC), tick=False):
            mark_topic(user=learner, topic=other, status="learning")

        page = read(client_of(learner).get("/")).find("main")

        assert page.find("h1").text == "Dough"
        assert page.find("a", "data-next")["href"] == other.get_absolute_url()
        assert page.find("div", class_="hero").find("p").text == "Next on Bread · Bowl"
        rows = page.find("ul", class_="rows").list_all("li")
        assert [row.find("strong").text for row in rows] == ["Bread", "Rope work"]
        assert [row.find("small").text for row in rows] == [
            "Continue: Dough · 3 h left",
            "Continue: Splices · 4 h left",
        ]
        meters = [row.find("", data_meter=key) for row, key in zip(rows, [other.roadmap.key, "rope"], strict=True)]
        assert [(meter["data-percent"], meter["data-done"], meter["data-left"]) for meter in meters] == [
            ("0", "0", "1"),
            ("33", "1", "2"),
        ]
        assert ("1/3", "/roadmaps/rope/?status=done&level=required") in rows[1].list_links()

    def test_another_learners_steps_do_not_count(self, learner: User, other_learner: User, topics: list[Topic]) -> None:
        bread = TopicFactory.create(name="Dough", node__roadmap__title="Bread")
        for day, person, topic in ((1, learner, topics[0]), (2, learner, bread), (3, other_learner, topics[0])):
            with time_machine.travel(datetime(2026, 5, day, tzinfo=UTC), tick=False):
                mark_topic(user=person, topic=topic, status="done" if topic != bread else "learning")
        page = read(client_of(learner).get("/"))
        assert page.find("ul", class_="rows").list_texts("strong") == ["Bread", "Rope work"]
        page = read(client_of(other_learner).get("/"))
        assert page.find("ul", class_="rows").list_texts("strong") == ["Rope work"]

    def test_a_finished_trail_gives_way_to_one_that_goes_on(self, learner: User, topics: list[Topic]) -> None:
        done = TopicFactory.create(node__roadmap__title="Bread")
        for day, topic, status in ((1, topics[0], "learning"), (2, done, "done")):
            with time_machine.travel(datetime(2026, 5, day, tzinfo=UTC), tick=False):
                mark_topic(user=learner, topic=topic, status=status)
        page = read(client_of(learner).get("/")).find("main")
        assert page.find("h1").text == "Knots"
        assert page.find("ul", class_="rows").list_texts("small") == [
            "nothing required is left",
            "Continue: Knots · 6 h left",
        ]

    def test_all_walked_to_the_end(self, learner: User, topics: list[Topic]) -> None:
        for topic in topics:
            mark_topic(user=learner, topic=topic, status="done")
        page = read(client_of(learner).get("/")).find("main")
        assert page.find("h1").text == "Every trail you began is walked to its end."
        assert page.find("a", class_="primary")["href"] == "/roadmaps/"

    def test_archived_trails_stay_and_drafts_do_not(self, learner: User, topics: list[Topic]) -> None:
        draft = TopicFactory.create(node__roadmap__status="draft")
        for topic in (topics[0], draft):
            mark_topic(user=learner, topic=topic, status="done")
        Roadmap.objects.filter(key="rope").update(status="archived")
        page = read(client_of(learner).get("/"))
        assert page.find("ul", class_="rows").list_texts("strong") == ["Rope work"]

    def test_a_trail_put_back_to_do_is_not_begun(self, learner: User, topics: list[Topic]) -> None:
        mark_topic(user=learner, topic=topics[0], status="done")
        mark_topic(user=learner, topic=topics[0], status="todo")
        assert read(client_of(learner).get("/")).find("h1").text == "Pick a trail"

    @pytest.mark.parametrize("method", ["post", "put", "delete"])
    def test_is_only_looked_at(self, learner: User, method: str) -> None:
        assert getattr(client_of(learner), method)("/").status_code == 405
