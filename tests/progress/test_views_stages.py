"""Every topic of a stage marked done at once."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from progress.models import Change, Mark
from progress.visit import MOST_MARKS
from roadmaps.models import Node, Roadmap, Topic
from tests.clients import client_of
from tests.factories import MarkFactory, TopicFactory
from tests.progress.pages import read
from tests.progress.presses import HTMX, list_marks, list_toasts

ADDRESS = "/roadmaps/rope/start/-/done-all/"


class TestMarkAllDone:
    def test_marks_what_is_left_in_one_batch(self, learner: User, topics: list[Topic]) -> None:
        MarkFactory.create(user=learner, topic=topics[1], status="learning")
        client = client_of(learner)

        response = client.post(ADDRESS, {"next": "/roadmaps/rope/?status=left"})

        assert (response.status_code, response["Location"]) == (302, "/roadmaps/rope/?status=left")
        assert list_marks() == [("Ada", "splices", "done", ""), ("Ada", "knots", "done", "")]
        assert set(Change.objects.values_list("cause", flat=True)) == {"all"}
        said, undo = list_toasts(read(client.get("/roadmaps/rope/")))[0]
        assert said == "2 topics of Start: done."
        client.post(undo)
        assert list_marks() == [("Ada", "splices", "learning", ""), ("Ada", "knots", "todo", "")]

    def test_leaves_done_and_refused_topics_and_takes_what_was_put_off(
        self, learner: User, other_learner: User, topics: list[Topic]
    ) -> None:
        later = TopicFactory.create(node=topics[0].node, key="later", optional=True)
        MarkFactory.create(user=learner, topic=topics[0], status="done", reason="known")
        MarkFactory.create(user=learner, topic=topics[1], status="skipped")
        MarkFactory.create(user=learner, topic=later, status="skipped", reason="later")
        MarkFactory.create(user=other_learner, topic=later, status="learning")
        client = client_of(learner)
        client.post(ADDRESS)
        assert list_marks() == [
            ("Ada", "knots", "done", "known"), ("Ada", "splices", "skipped", ""), ("Ada", "later", "done", ""),
            ("Grace", "later", "learning", ""),
        ]  # fmt: skip
        assert list_toasts(read(client.get("/roadmaps/rope/")))[0][0] == "1 topic of Start: done."

    def test_by_htmx_every_row_of_the_stage_moves(self, learner: User, topics: list[Topic]) -> None:
        fragment = read(client_of(learner).post(ADDRESS, {"next": "/roadmaps/rope/"}, headers=HTMX))
        rows = fragment.list_all("li", "data-topic")
        assert [(row["data-topic"], row["data-status"]) for row in rows] == [
            ("knots", "done"), ("splices", "done"), ("rigging", "todo"),
        ]  # fmt: skip
        assert fragment.find("", data_meter="start")["data-done"] == "2"
        assert fragment.find("", data_meter="rope")["data-done"] == "2"
        assert list_toasts(fragment)[0][0] == "2 topics of Start: done."
        assert fragment.list_repeated_ids() == ["here"]  # taken away where it was, and put where it is

    def test_by_htmx_where_the_next_step_is_a_topic_of_the_stage(self, learner: User, topics: list[Topic]) -> None:
        Mark.objects.bulk_create(MarkFactory.build(user=learner, topic=topic, status="done") for topic in topics[1:])
        MarkFactory.create(user=learner, topic=topics[0], status="skipped")
        fragment = read(client_of(learner).post(ADDRESS, {"next": "/roadmaps/rope/"}, headers=HTMX))
        assert list_toasts(fragment) == [("Nothing of “Start” was left to mark.", "")]
        assert set(fragment.list_repeated_ids()) <= {"here"}

    def test_with_nothing_left(self, learner: User, topics: list[Topic]) -> None:
        MarkFactory.create(user=learner, topic=topics[2], status="done")
        client = client_of(learner)
        response = client.post("/roadmaps/rope/ship/-/done-all/")
        assert (response.status_code, response["Location"]) == (302, "/roadmaps/rope/ship/")
        toasts = list_toasts(read(client.get("/roadmaps/rope/")))
        assert toasts == [("Nothing of “Ship” was left to mark.", "")]

    def test_what_left_the_trail_stays_as_it_is(self, learner: User, topics: list[Topic]) -> None:
        Topic.objects.filter(pk=topics[0].pk).update(retired=True)
        client_of(learner).post(ADDRESS)
        assert list_marks() == [("Ada", "splices", "done", "")]

    @pytest.mark.parametrize("headers", [{}, HTMX])
    def test_a_stage_that_left_the_roadmap(self, learner: User, topics: list[Topic], headers: dict[str, str]) -> None:
        Node.objects.filter(key="start").update(retired=True)
        response = client_of(learner).post(ADDRESS, headers=headers)
        assert response.status_code == (200 if headers else 302)
        assert list_marks() == []

    def test_a_guest_marks_in_their_browser(self, guest: Client, topics: list[Topic]) -> None:
        guest.post(ADDRESS)
        page = read(guest.get("/roadmaps/rope/"))
        assert [row["data-status"] for row in page.list_all("li", "data-topic")] == ["done", "done", "todo"]
        assert not Mark.objects.exists()

    @pytest.mark.parametrize("headers", [{}, HTMX])
    def test_a_guest_whose_browser_is_full(self, guest: Client, topics: list[Topic], headers: dict[str, str]) -> None:
        session = guest.session
        session["visit"] = {"marks": {str(10**12 + n): ["done", "", "", ""] for n in range(MOST_MARKS)}, "batches": {}}
        session.save()
        response = guest.post(ADDRESS, headers=headers)
        address = response["HX-Redirect"] if headers else response["Location"]
        assert address == "/accounts/signup/?next=%2Froadmaps%2Frope%2Fstart%2F"

    def test_unknown_and_unseen_stages(self, learner: User, topics: list[Topic]) -> None:
        read(client_of(learner).post("/roadmaps/rope/nothing/-/done-all/"), status=404)
        Roadmap.objects.update(status="draft")
        read(client_of(learner).post(ADDRESS), status=404)
        assert list_marks() == []

    def test_other_methods_and_a_missing_token(self, learner: User, topics: list[Topic]) -> None:
        client = Client(enforce_csrf_checks=True)
        client.force_login(learner)
        assert client.post(ADDRESS).status_code == 403
        assert client_of(learner).get(ADDRESS).status_code == 405
        assert list_marks() == []


class TestMenu:
    @pytest.mark.parametrize("address", ["/roadmaps/rope/", "/roadmaps/rope/start/"])
    def test_stands_in_the_head_of_a_stage(self, guest: Client, topics: list[Topic], address: str) -> None:
        menu = read(guest.get(address)).list_all("details", class_="node-menu")[0]
        assert menu.find("summary")["aria-label"] == "More on Start"
        assert (menu.find("form")["action"], menu.list_texts("button")) == (ADDRESS, ["Mark all done"])
        assert menu.list_links() == [("Reset this stage", "/roadmaps/rope/start/-/reset/")]
