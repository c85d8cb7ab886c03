"""The one answer that names all that a mark moves on screen."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import time_machine

from accounts.models import User
from progress.actions import mark_topic
from progress.models import Change
from roadmaps.models import Topic
from tests.clients import client_of
from tests.factories import MarkFactory
from tests.progress.pages import Element, read
from tests.progress.presses import HTMX, list_marks, list_toasts, press, swap


class TestFragment:
    def test_names_all_that_a_mark_moves(self, learner: User, topics: list[Topic]) -> None:
        fragment = swap(client_of(learner), topics[0], "done", next="/roadmaps/rope/")
        knots, splices, start = topics[0].pk, topics[1].pk, topics[0].node.pk
        assert [(part["id"], part["hx-swap-oob"]) for part in fragment.list_all("", "hx-swap-oob")] == [
            ("here", "delete"),
            (f"row-{knots}", "true"),
            (f"control-{knots}", "true"),
            (f"evidence-{knots}", "true"),
            (f"sibling-{knots}", "true"),
            (f"row-{splices}", "true"),
            (f"onward-{start}", "true"),
            (f"node-head-{start}", "true"),
            ("summary", "true"),
            ("chips", "true"),
            ("nodes", "true"),
            ("next-up", "true"),
            ("toasts", "innerHTML"),
        ]
        assert fragment.list_all("html") == []

    def test_its_parts_stand_as_the_pages_have_them(self, learner: User, topics: list[Topic]) -> None:
        client = client_of(learner)
        fragment = swap(client, topics[0], "done", next="/roadmaps/rope/")
        page = read(client.get("/roadmaps/rope/"))
        for name in (
            f"row-{topics[0].pk}",
            f"row-{topics[1].pk}",
            f"node-head-{topics[0].node.pk}",
            "summary",
            "chips",
            "nodes",
        ):
            assert describe(fragment.find(id=name)) == describe(page.find(id=name))
        fragment = swap(client, topics[0], "learning", next="/roadmaps/rope/start/knots/")
        page = read(client.get("/roadmaps/rope/start/knots/"))
        for name in (f"control-{topics[0].pk}", f"sibling-{topics[0].pk}", "next-up"):
            assert describe(fragment.find(id=name)) == describe(page.find(id=name))

    def test_says_the_new_numbers(self, learner: User, topics: list[Topic]) -> None:
        fragment = swap(client_of(learner), topics[0], "done", next="/roadmaps/rope/?status=left")

        row = fragment.find(id=f"row-{topics[0].pk}")
        assert (row["data-topic"], row["data-status"]) == ("knots", "done")
        assert row.find("button", class_="way")["value"] == "todo"
        assert fragment.find(id=f"control-{topics[0].pk}")["data-status"] == "done"
        head = fragment.find("", data_meter="start")
        assert [head[f"data-{name}"] for name in ("percent", "done", "required", "left")] == ["50", "1", "2", "1"]
        meter = fragment.find("", data_meter="rope")
        assert [meter[f"data-{name}"] for name in ("percent", "done", "required", "left")] == ["33", "1", "3", "2"]
        assert fragment.find(id="chips").list_texts("a", aria_current="true") == ["Left 2", "Any level"]
        assert fragment.find(id="next-up").list_links() == [("Splices", "/roadmaps/rope/start/splices/")]
        nexts = [fragment.find(id=name).find("", "data-next") for name in ("summary", f"onward-{topics[0].node.pk}")]
        assert [link["href"] for link in nexts] == ["/roadmaps/rope/start/splices/"] * 2
        assert fragment.list_texts("span", id="here", class_="here") == ["You are here"]
        assert list_toasts(fragment) == [("Knots: done", f"/undo/{Change.objects.get().batch}/")]

    def test_shows_its_dates_in_the_control(self, learner: User, topics: list[Topic]) -> None:
        client = client_of(learner)
        with time_machine.travel(datetime(2026, 5, 1, 12, tzinfo=UTC), tick=False):
            fragment = swap(client, topics[0], "learning")
        assert fragment.find(id=f"control-{topics[0].pk}").list_texts("p") == ["Started May 1, 2026"]
        with time_machine.travel(datetime(2026, 5, 3, 12, tzinfo=UTC), tick=False):
            fragment = swap(client, topics[0], "done")
        assert fragment.find(id=f"control-{topics[0].pk}").list_texts("p") == [
            "Finished May 3, 2026, started May 1, 2026"
        ]

    def test_days_are_those_of_the_learners_zone(self, learner: User, topics: list[Topic]) -> None:
        User.objects.update(time_zone="Asia/Tokyo")
        with time_machine.travel(datetime(2026, 5, 3, 20, tzinfo=UTC), tick=False):
            fragment = swap(client_of(learner), topics[0], "done")
        assert fragment.find(id=f"control-{topics[0].pk}").list_texts("p") == ["Finished May 4, 2026"]

    def test_the_last_mark_finishes_the_trail(self, learner: User, topics: list[Topic]) -> None:
        for topic in topics[:2]:
            MarkFactory.create(user=learner, topic=topic, status="done")
        fragment = swap(client_of(learner), topics[2], "done", next="/roadmaps/rope/")
        assert fragment.find("", data_meter="rope")["data-percent"] == "100"
        assert fragment.find(id="next-up").text == "Nothing required is left on this trail."
        assert fragment.find(id="summary").find("div", class_="finished").list_links() == [
            ("Pick the next trail", "/roadmaps/")
        ]
        assert fragment.list_all("span", class_="here") == []

    def test_a_mark_that_is_the_next_step_itself(self, learner: User, topics: list[Topic]) -> None:
        fragment = swap(client_of(learner), topics[0], "learning")
        assert [row["id"] for row in fragment.list_all("li", "data-topic")] == [f"row-{topics[0].pk}"]
        assert fragment.find(id="next-up").text == "You are here: this is the next step on the trail."

    def test_every_id_is_there_once(self, learner: User, topics: list[Topic]) -> None:
        fragment = swap(client_of(learner), topics[0], "done")
        assert fragment.list_repeated_ids() == ["here"]  # deleted first, so that the new one is the only one


def describe(part: Element) -> object:
    """A part of a page to compare: without what only a fragment has, and without the token that is new each time."""
    hidden = {"hx-swap-oob", "value"} if part.attributes.get("name") == "csrfmiddlewaretoken" else {"hx-swap-oob"}
    attributes = {name: value for name, value in part.attributes.items() if name not in hidden}
    children = [describe(child) if isinstance(child, Element) else child.strip() for child in part.children]
    return part.tag, attributes, [child for child in children if child]


class TestRetired:
    @pytest.fixture(params=["topic", "node"])
    def gone(self, request: pytest.FixtureRequest, topics: list[Topic]) -> Topic:
        """A topic that has left the trail, alone or with its node."""
        thing = topics[2] if request.param == "topic" else topics[2].node
        thing.retired = True
        thing.save()
        return topics[2]

    def test_while_its_page_was_open_is_stored_and_said(self, learner: User, gone: Topic) -> None:
        client = client_of(learner)
        press(client, gone, "done", next="/roadmaps/rope/")
        assert list_marks() == [("Ada", "rigging", "done", "")]
        assert [said for said, _ in list_toasts(read(client.get("/roadmaps/rope/")))] == [
            "Rigging: done",
            "“Rigging” is no longer on this trail; your mark is kept.",
        ]

    def test_is_said_to_htmx_too(self, learner: User, gone: Topic) -> None:
        fragment = swap(client_of(learner), gone, "done", next="/roadmaps/rope/")
        assert fragment.find(id=f"row-{gone.pk}")["data-status"] == "done"
        assert fragment.list_all("header") == []
        assert fragment.find("", data_meter="rope")["data-required"] == "2"
        assert [said for said, _ in list_toasts(fragment)] == [
            "Rigging: done “Rigging” is no longer on this trail; your mark is kept."
        ]

    def test_back_to_do_shows_it_in_its_row(self, learner: User, gone: Topic) -> None:
        MarkFactory.create(user=learner, topic=gone, status="done")
        fragment = swap(client_of(learner), gone, "todo", next="/roadmaps/rope/")
        assert fragment.find(id=f"row-{gone.pk}")["data-status"] == "todo"

    def test_back_to_do_without_script_leads_to_a_page(self, learner: User, gone: Topic) -> None:
        MarkFactory.create(user=learner, topic=gone, status="done")
        client = client_of(learner)
        response = press(client, gone, "todo")
        assert client.get(response["Location"]).status_code == 200

    def test_undone_is_shown_in_its_row(self, learner: User, gone: Topic) -> None:
        batch = mark_topic(user=learner, topic=gone, status="done")
        response = client_of(learner).post(f"/undo/{batch}/", {"next": "/roadmaps/rope/"}, headers=HTMX)
        assert read(response).find(id=f"row-{gone.pk}")["data-status"] == "todo"
