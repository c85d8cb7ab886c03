"""Marking through the web, and who may."""

from __future__ import annotations

import uuid

import pytest
from django.test import Client

from accounts.models import User
from progress.models import Change
from roadmaps.models import Roadmap, Topic
from tests.clients import client_of
from tests.factories import MarkFactory
from tests.progress.pages import read
from tests.progress.presses import HTMX, list_marks, list_toasts, mark_address, press

STATUSES = ["todo", "learning", "done", "skipped"]


class TestMark:
    @pytest.mark.parametrize("status", STATUSES[1:])
    def test_without_script_it_redirects_and_says_so(self, learner: User, topics: list[Topic], status: str) -> None:
        client = client_of(learner)

        response = press(client, topics[0], status, next="/roadmaps/rope/?status=left")

        assert (response.status_code, response["Location"]) == (302, "/roadmaps/rope/?status=left")
        assert list_marks() == [("Ada", "knots", status, "")]
        said = list_toasts(read(client.get(response["Location"])))
        words = {"learning": "learning", "done": "done", "skipped": "skipped, not for me"}
        assert said == [(f"Knots: {words[status]}", f"/undo/{Change.objects.get().batch}/")]

    def test_back_to_do(self, learner: User, topics: list[Topic]) -> None:
        MarkFactory.create(user=learner, topic=topics[0], status="done")
        client = client_of(learner)
        assert press(client, topics[0], "todo")["Location"] == "/roadmaps/rope/start/knots/"
        assert list_marks() == [("Ada", "knots", "todo", "")]
        assert list_toasts(read(client.get("/roadmaps/rope/")))[0][0] == "Knots: to do"

    def test_with_its_reason(self, learner: User, topics: list[Topic]) -> None:
        press(client_of(learner), topics[0], "done", reason="known")
        press(client_of(learner), topics[1], "skipped later")
        assert list_marks() == [("Ada", "knots", "done", "known"), ("Ada", "splices", "skipped", "later")]

    def test_the_same_again_offers_no_undo(self, learner: User, topics: list[Topic]) -> None:
        MarkFactory.create(user=learner, topic=topics[0], status="done")
        client = client_of(learner)
        press(client, topics[0], "done")
        assert list_toasts(read(client.get("/roadmaps/rope/"))) == [("Knots: done", "")]
        assert not Change.objects.exists()

    def test_an_old_node_in_the_address_does_not_matter(self, learner: User, topics: list[Topic]) -> None:
        response = press(client_of(learner), topics[0], "done", node="moved-away")
        assert (response.status_code, response["Location"]) == (302, "/roadmaps/rope/start/knots/")
        assert list_marks() == [("Ada", "knots", "done", "")]

    def test_an_address_in_capitals_is_carried_out(self, learner: User, topics: list[Topic]) -> None:
        response = client_of(learner).post("/roadmaps/ROPE/Start/KNOTS/mark/", {"status": "done"})
        assert response.status_code == 302
        assert list_marks() == [("Ada", "knots", "done", "")]

    def test_nobody_elses_mark_moves(self, learner: User, other_learner: User, topics: list[Topic]) -> None:
        MarkFactory.create(user=other_learner, topic=topics[0], status="learning")
        press(client_of(learner), topics[0], "done")
        assert list_marks() == [("Grace", "knots", "learning", ""), ("Ada", "knots", "done", "")]


class TestMarkRefused:
    @pytest.mark.parametrize(
        "data",
        [
            {},
            {"status": ""},
            {"status": "half"},
            {"status": "done\0"},
            {"status": "a" * 10_000},
            {"status": "done", "reason": "later"},
            {"status": "todo", "reason": "known"},
        ],
    )
    @pytest.mark.parametrize("headers", [{}, HTMX])
    def test_an_unknown_status(
        self, learner: User, topics: list[Topic], data: dict[str, str], headers: dict[str, str]
    ) -> None:
        response = client_of(learner).post(mark_address(topics[0]), data, headers=headers)
        page = read(response, status=400)
        assert page.find("h1").text == "Not understood"
        assert ("See all roadmaps", "/roadmaps/") in page.find("main").list_links()
        assert list_marks() == []

    def test_an_unknown_status_is_named(self, learner: User, topics: list[Topic]) -> None:
        page = read(press(client_of(learner), topics[0], "<half>"), status=400)
        assert page.find("p", class_="note").text == "“<half>” is no status a topic can have."

    def test_looking_at_the_address(self, learner: User, topics: list[Topic]) -> None:
        response = client_of(learner).get(mark_address(topics[0]), {"status": "done"})
        assert (response.status_code, response["Allow"]) == (405, "POST")
        assert list_marks() == []

    def test_a_missing_token(self, learner: User, topics: list[Topic]) -> None:
        client = Client(enforce_csrf_checks=True)
        client.force_login(learner)
        page = read(press(client, topics[0], "done"), status=403)
        assert page.find("h1").text == "Please try again"
        assert list_marks() == []

    def test_the_token_of_the_page_is_taken(self, learner: User, topics: list[Topic]) -> None:
        client = Client(enforce_csrf_checks=True)
        client.force_login(learner)
        form = read(client.get("/roadmaps/rope/")).find(id=f"mark-{topics[0].pk}")
        data = {field["name"]: field["value"] for field in form.list_all("input")}
        assert press(client, topics[0], "done", **data)["Location"] == "/roadmaps/rope/"
        assert list_marks() == [("Ada", "knots", "done", "")]

    @pytest.mark.parametrize("address", ["/roadmaps/rope/start/nothing/mark/", "/roadmaps/nothing/start/knots/mark/"])
    def test_what_is_not_there(self, learner: User, topics: list[Topic], address: str) -> None:
        assert read(client_of(learner).post(address, {"status": "done"}), status=404).find("h1").text == "Not found"
        assert list_marks() == []


class TestWhereToGoBack:
    @pytest.mark.parametrize("address", ["/", "/roadmaps/rope/?status=left&level=advanced", "/roadmaps/rope/start/"])
    def test_on_this_site(self, learner: User, topics: list[Topic], address: str) -> None:
        assert press(client_of(learner), topics[0], "done", next=address)["Location"] == address

    @pytest.mark.parametrize(
        "address",
        ["", "https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "http://[", "//[",
         "http:///evil.example", "foo", "home", "?status=done", "/a\nb", "/a\r\nSet-Cookie: a=b", "\x00/", "/\u202e"],
    )  # fmt: skip
    @pytest.mark.parametrize("headers", [{}, HTMX])
    def test_never_elsewhere(self, learner: User, topics: list[Topic], address: str, headers: dict[str, str]) -> None:
        client = client_of(learner)
        response = client.post(mark_address(topics[0]), {"status": "done", "next": address}, headers=headers)
        if headers:
            assert read(response).find(id=f"mark-{topics[0].pk}").find("input", name="next")["value"] == (
                "/roadmaps/rope/start/knots/"
            )
        else:
            assert (response.status_code, response["Location"]) == (302, "/roadmaps/rope/start/knots/")
        assert list_marks() == [("Ada", "knots", "done", "")]

    def test_letters_of_any_script_are_fit_for_a_header(self, learner: User, topics: list[Topic]) -> None:
        response = press(client_of(learner), topics[0], "done", next="/roadmaps/größe/")
        assert response["Location"] == "/roadmaps/gr%C3%B6%C3%9Fe/"

    def test_undo_and_sign_up_go_nowhere_else_either(self, learner: User, guest: Client, topics: list[Topic]) -> None:
        evil = {"next": "//evil.example/"}
        address = f"/undo/{uuid.uuid4()}/"
        assert client_of(learner).post(address, evil)["Location"] == "/"
        assert client_of(learner).post(address, evil, headers=HTMX)["HX-Redirect"] == "/"
        assert press(guest, topics[0], "done", **evil)["Location"] == "/roadmaps/rope/start/knots/"


class TestWhoMayMark:
    """Drafts are for editors; an archived roadmap is for whoever has a mark there."""

    def test_a_draft(self, learner: User, editor: User, guest: Client, topics: list[Topic]) -> None:
        MarkFactory.create(user=learner, topic=topics[0])
        Roadmap.objects.update(status="draft")
        for client in (client_of(learner), guest):
            assert press(client, topics[0], "done").status_code == 404
        assert list_marks() == [("Ada", "knots", "learning", "")]
        assert press(client_of(editor), topics[0], "done").status_code == 302
        assert list_marks()[1:] == [("Edith", "knots", "done", "")]

    def test_an_archived_one(
        self, learner: User, other_learner: User, editor: User, guest: Client, topics: list[Topic]
    ) -> None:
        MarkFactory.create(user=learner, topic=topics[1])
        Roadmap.objects.update(status="archived")
        for client in (client_of(other_learner), guest):
            assert press(client, topics[0], "done").status_code == 404
        for client in (client_of(learner), client_of(editor)):
            assert press(client, topics[0], "done").status_code == 302
        assert list_marks()[1:] == [("Ada", "knots", "done", ""), ("Edith", "knots", "done", "")]
