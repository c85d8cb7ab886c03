"""Reset and undo through the web."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from progress.actions import mark_topic, reset_place
from roadmaps.models import Roadmap, Topic
from tests.clients import client_of
from tests.factories import MarkFactory
from tests.progress.pages import read
from tests.progress.presses import HTMX, list_marks, list_toasts, press, swap


class TestReset:
    ADDRESS = "/roadmaps/rope/-/reset/"

    def test_asks_first(self, learner: User, topics: list[Topic]) -> None:
        for topic, status in zip(topics, ["done", "learning", "todo"], strict=True):
            MarkFactory.create(user=learner, topic=topic, status=status)
        page = read(client_of(learner).get(self.ADDRESS)).find("main")
        assert page.find("h1").text == "Reset my progress"
        assert page.find("p", class_="lede").text == (
            "2 topics of Rope work go back to do, with their dates. "
            "A topic that is the same elsewhere goes back there too. "
            "Nothing else changes, notes and ticks stay, and you can undo it on the next page."
        )
        assert page.list_texts("button") == ["Reset this roadmap"]
        assert page.list_links()[-1] == ("Keep my progress", "/roadmaps/rope/")
        assert len(list_marks()) == 3

    def test_puts_all_back_and_offers_to_undo(self, learner: User, other_learner: User, topics: list[Topic]) -> None:
        for topic in topics:
            mark_topic(user=learner, topic=topic, status="done")
        MarkFactory.create(user=other_learner, topic=topics[0], status="done")
        client = client_of(learner)

        response = client.post(self.ADDRESS)

        assert (response.status_code, response["Location"]) == (302, "/roadmaps/rope/")
        assert [status for _, _, status, _ in list_marks()] == ["todo", "todo", "todo", "done"]
        [(said, undo)] = list_toasts(read(client.get("/roadmaps/rope/")))
        assert said == "3 topics are back to do."
        response = client.post(undo, {"next": "/roadmaps/rope/"})
        assert (response.status_code, response["Location"]) == (302, "/roadmaps/rope/")
        assert [status for _, _, status, _ in list_marks()] == ["done"] * 4
        assert list_toasts(read(client.get("/roadmaps/rope/"))) == [("Undone: 3 topics are as they were.", "")]

    def test_one_topic_is_said_in_the_singular(self, learner: User, topics: list[Topic]) -> None:
        mark_topic(user=learner, topic=topics[0], status="done")
        client = client_of(learner)
        lede = read(client.get(self.ADDRESS)).find("p", class_="lede").text
        assert lede.startswith("1 topic of Rope work goes back to do, with its dates.")
        client.post(self.ADDRESS)
        assert list_toasts(read(client.get("/roadmaps/rope/")))[0][0] == "1 topic is back to do."

    def test_with_nothing_marked(self, learner: User, topics: list[Topic]) -> None:
        client = client_of(learner)
        page = read(client.get(self.ADDRESS)).find("main")
        assert page.find("p", class_="lede").text == ("You have marked nothing here, so there is nothing to reset.")
        assert page.list_all("form") == []
        client.post(self.ADDRESS)
        assert list_toasts(read(client.get("/roadmaps/rope/"))) == [
            ("Nothing was marked here, so nothing changed.", "")
        ]

    def test_a_guest_resets_what_this_browser_keeps(self, guest: Client, learner: User, topics: list[Topic]) -> None:
        MarkFactory.create(user=learner, topic=topics[0], status="done")
        press(guest, topics[0], "done")
        press(guest, topics[2], "learning")
        assert read(guest.get(self.ADDRESS)).find("p", class_="lede").text.startswith("2 topics of Rope work go back")
        guest.post(self.ADDRESS)
        page = read(guest.get("/roadmaps/rope/"))
        assert [row["data-status"] for row in page.list_all("li", "data-topic")] == ["todo"] * 3
        [said, undo] = list_toasts(page)[-1]
        assert said == "2 topics are back to do."
        guest.post(undo, {"next": "/roadmaps/rope/"})
        page = read(guest.get("/roadmaps/rope/"))
        assert [row["data-status"] for row in page.list_all("li", "data-topic")] == ["done", "todo", "learning"]
        assert list_marks() == [("Ada", "knots", "done", "")]

    @pytest.mark.parametrize(
        ("address", "lede", "button", "back", "left"),
        [
            ("/roadmaps/rope/start/knots/reset/", "1 topic of Knots goes back", "Reset this topic",
             "/roadmaps/rope/start/knots/", ["todo", "learning", "skipped"]),
            ("/roadmaps/rope/start/-/reset/", "2 topics of Start go back", "Reset this stage",
             "/roadmaps/rope/start/", ["todo", "todo", "skipped"]),
            ("/reset/", "3 topics on all your roadmaps go back", "Reset everything",
             "/", ["todo", "todo", "todo"]),
        ],
    )  # fmt: skip
    @pytest.mark.parametrize("who", ["learner", "guest"])
    def test_the_other_sizes(
        self, learner: User, guest: Client, topics: list[Topic], who: str,
        address: str, lede: str, button: str, back: str, left: list[str],
    ) -> None:  # fmt: skip
        client = guest if who == "guest" else client_of(learner)
        for topic, status in zip(topics, ["done", "learning", "skipped"], strict=True):
            press(client, topic, status)
        page = read(client.get(address)).find("main")
        assert page.find("p", class_="lede").text.startswith(lede)
        assert page.list_texts("button") == [button]
        assert page.list_links()[-1] == ("Keep my progress", back)
        response = client.post(address)
        assert (response.status_code, response["Location"]) == (302, back)
        rows = read(client.get("/roadmaps/rope/")).list_all("li", "data-topic")
        assert [row["data-status"] for row in rows] == left

    def test_a_stage_that_left_the_roadmap_is_reset_too(self, learner: User, topics: list[Topic]) -> None:
        MarkFactory.create(user=learner, topic=topics[2], status="done")
        topics[2].node.retired = True
        topics[2].node.save()
        response = client_of(learner).post("/roadmaps/rope/ship/-/reset/")
        assert (response.status_code, response["Location"]) == (302, "/roadmaps/rope/")
        assert list_marks() == [("Ada", "rigging", "todo", "")]

    def test_an_old_address_leads_on(self, learner: User, topics: list[Topic]) -> None:
        response = client_of(learner).get("/roadmaps/rope/ship/knots/reset/")
        assert (response.status_code, response["Location"]) == (301, "/roadmaps/rope/start/knots/reset/")

    def test_an_unknown_roadmap(self, learner: User) -> None:
        read(client_of(learner).post("/roadmaps/nothing/-/reset/"), status=404)

    def test_a_draft_is_not_there(self, learner: User, topics: list[Topic]) -> None:
        MarkFactory.create(user=learner, topic=topics[0], status="done")
        Roadmap.objects.update(status="draft")
        read(client_of(learner).post(self.ADDRESS), status=404)
        assert list_marks() == [("Ada", "knots", "done", "")]

    def test_other_methods_and_a_missing_token_are_refused(self, learner: User, topics: list[Topic]) -> None:
        mark_topic(user=learner, topic=topics[0], status="done")
        client = Client(enforce_csrf_checks=True)
        client.force_login(learner)
        assert client.post(self.ADDRESS).status_code == 403
        assert client_of(learner).put(self.ADDRESS).status_code == 405
        assert list_marks() == [("Ada", "knots", "done", "")]


class TestUndo:
    def test_without_script(self, learner: User, topics: list[Topic]) -> None:
        batch = mark_topic(user=learner, topic=topics[0], status="done")
        client = client_of(learner)
        response = client.post(f"/undo/{batch}/", {"next": "/roadmaps/rope/"})
        assert (response.status_code, response["Location"]) == (302, "/roadmaps/rope/")
        assert list_marks() == [("Ada", "knots", "todo", "")]
        assert list_toasts(read(client.get("/roadmaps/rope/"))) == [("Undone: 1 topic is as it was.", "")]

    def test_of_one_mark_by_htmx_moves_the_same_parts(self, learner: User, topics: list[Topic]) -> None:
        client = client_of(learner)
        undo = list_toasts(swap(client, topics[0], "done", next="/roadmaps/rope/"))[0][1]
        fragment = read(client.post(undo, {"next": "/roadmaps/rope/"}, headers=HTMX))
        assert fragment.find(id=f"row-{topics[0].pk}")["data-status"] == "todo"
        assert fragment.find("", data_meter="rope")["data-done"] == "0"
        assert fragment.find(id="next-up").text == "You are here: this is the next step on the trail."
        assert list_toasts(fragment) == [("Undone: 1 topic is as it was.", "")]

    def test_of_many_by_htmx_loads_the_page_anew(self, learner: User, topics: list[Topic]) -> None:
        for topic in topics[:2]:
            mark_topic(user=learner, topic=topic, status="done")
        batch = reset_place(user=learner, place=topics[0].roadmap).batch
        client = client_of(learner)
        response = client.post(f"/undo/{batch}/", {"next": "/roadmaps/rope/?status=left"}, headers=HTMX)
        assert (response.content, response["HX-Redirect"]) == (b"", "/roadmaps/rope/?status=left")
        assert [status for _, _, status, _ in list_marks()] == ["done", "done"]
        assert list_toasts(read(client.get("/roadmaps/rope/"))) == [("Undone: 2 topics are as they were.", "")]

    def test_says_what_changed_since(self, learner: User, topics: list[Topic]) -> None:
        for topic in topics:
            mark_topic(user=learner, topic=topic, status="done")
        batch = reset_place(user=learner, place=topics[0].roadmap).batch
        mark_topic(user=learner, topic=topics[0], status="learning")
        client = client_of(learner)
        client.post(f"/undo/{batch}/")
        said = "Undone: 2 topics are as they were. 1 topic changed since and stays."
        assert list_toasts(read(client.get("/"))) == [(said, "")]
        assert [status for _, _, status, _ in list_marks()] == ["learning", "done", "done"]

    def test_twice(self, learner: User, topics: list[Topic]) -> None:
        batch = mark_topic(user=learner, topic=topics[0], status="done")
        client = client_of(learner)
        client.post(f"/undo/{batch}/")
        client.get("/")
        client.post(f"/undo/{batch}/")
        said = "There is nothing to undo. 1 topic changed since and stays."
        assert list_toasts(read(client.get("/"))) == [(said, "")]

    @pytest.mark.parametrize("headers", [{}, HTMX])
    def test_another_learners_batch_is_none_of_mine(
        self, learner: User, other_learner: User, topics: list[Topic], headers: dict[str, str]
    ) -> None:
        batch = mark_topic(user=other_learner, topic=topics[0], status="done")
        client = client_of(learner)
        client.post(f"/undo/{batch}/", headers=headers)
        assert list_marks() == [("Grace", "knots", "done", "")]
        assert list_toasts(read(client.get("/"))) == [("There is nothing to undo.", "")]

    def test_on_a_roadmap_that_became_a_draft_shows_nothing_of_it(self, learner: User, topics: list[Topic]) -> None:
        batch = mark_topic(user=learner, topic=topics[0], status="done")
        Roadmap.objects.update(status="draft")
        response = client_of(learner).post(f"/undo/{batch}/", headers=HTMX)
        assert (response.content, response["HX-Redirect"]) == (b"", "/")
        assert list_marks() == [("Ada", "knots", "todo", "")]

    def test_is_refused_to_guests_lookers_and_strangers(
        self, learner: User, guest: Client, topics: list[Topic]
    ) -> None:
        address = f"/undo/{mark_topic(user=learner, topic=topics[0], status='done')}/"
        guest.post(address)
        assert list_toasts(read(guest.get("/roadmaps/rope/"))) == [("There is nothing to undo.", "")]
        response = client_of(learner).get(address)
        assert (response.status_code, response["Allow"]) == (405, "POST")
        strict = Client(enforce_csrf_checks=True)
        strict.force_login(learner)
        assert strict.post(address).status_code == 403
        assert client_of(learner).post("/undo/not-a-batch/").status_code == 404
        assert list_marks() == [("Ada", "knots", "done", "")]
