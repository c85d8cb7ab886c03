"""Home, and the three things that move progress through the web: mark, reset, undo."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client

from accounts.models import User
from progress.actions import mark_topic, reset_roadmap
from progress.models import Change, Mark
from roadmaps.models import Roadmap, Topic
from tests.clients import client_of
from tests.factories import MarkFactory, NodeFactory, RoadmapFactory, TopicFactory
from tests.progress.pages import Element, parse, read

HTMX = {"hx-request": "true"}
STATUSES = ["todo", "learning", "done", "skipped"]


@pytest.fixture
def topics(db: None) -> list[Topic]:
    """The roadmap "rope": stage "start" with "knots" and "splices", stage "ship" with "rigging"."""
    rope = RoadmapFactory.create(key="rope", title="Rope work")
    start = NodeFactory.create(roadmap=rope, key="start", title="Start")
    ship = NodeFactory.create(roadmap=rope, key="ship", title="Ship")
    places = [("knots", start), ("splices", start), ("rigging", ship)]
    return [TopicFactory.create(node=node, key=key, name=key.title(), duration="2 hours") for key, node in places]


def press(client: Client, topic: Topic, status: str, *, node: str = "", **data: str) -> HttpResponse:
    """Marks through the web, without script."""
    return client.post(mark_address(topic, node), {"status": status} | data)


def swap(client: Client, topic: Topic, status: str, **data: str) -> Element:
    """Marks through htmx; the fragment that comes back."""
    return read(client.post(mark_address(topic), {"status": status} | data, headers=HTMX))


def mark_address(topic: Topic, node: str = "") -> str:
    return f"/roadmaps/{topic.roadmap.key}/{node or topic.node.key}/{topic.key}/mark/"


def list_toasts(page: Element) -> list[tuple[str, str]]:
    """(what is said, where its undo leads) of each toast."""
    toasts = page.find(id="toasts").list_all("div", class_="toast")
    return [
        (toast.find("span").text, next((form["action"] for form in toast.list_all("form")), "")) for toast in toasts
    ]


def list_marks() -> list[tuple[str, str, str, str]]:
    return list(Mark.objects.order_by("id").values_list("user__display_name", "topic__key", "status", "reason"))


class TestMark:
    @pytest.mark.parametrize("status", STATUSES[1:])
    def test_without_script_it_redirects_and_says_so(self, learner: User, topics: list[Topic], status: str) -> None:
        client = client_of(learner)

        response = press(client, topics[0], status, next="/roadmaps/rope/?status=left")

        assert (response.status_code, response["Location"]) == (302, "/roadmaps/rope/?status=left")
        assert list_marks() == [("Ada", "knots", status, "")]
        said = list_toasts(read(client.get(response["Location"])))
        assert said == [(f"Knots: {status}", f"/undo/{Change.objects.get().batch}/")]

    def test_back_to_do(self, learner: User, topics: list[Topic]) -> None:
        MarkFactory.create(user=learner, topic=topics[0], status="done")
        client = client_of(learner)
        assert press(client, topics[0], "todo")["Location"] == "/roadmaps/rope/start/knots/"
        assert list_marks() == [("Ada", "knots", "todo", "")]
        assert list_toasts(read(client.get("/roadmaps/rope/")))[0][0] == "Knots: to do"

    def test_with_its_reason(self, learner: User, topics: list[Topic]) -> None:
        press(client_of(learner), topics[0], "done", reason="known")
        press(client_of(learner), topics[1], "skipped", reason="later")
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
        "data", [{}, {"status": ""}, {"status": "half"}, {"status": "done\0"}, {"status": "a" * 10_000},
                 {"status": "done", "reason": "later"}, {"status": "todo", "reason": "known"}]  # fmt: skip
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
        assert press(guest, topics[0], "done", **evil)["Location"] == (
            "/accounts/signup/?next=%2Froadmaps%2Frope%2Fstart%2Fknots%2F"
        )


class TestFragment:
    def test_names_all_that_a_mark_moves(self, learner: User, topics: list[Topic]) -> None:
        fragment = swap(client_of(learner), topics[0], "done", next="/roadmaps/rope/")
        knots, splices, start = topics[0].pk, topics[1].pk, topics[0].node.pk
        assert [(part["id"], part["hx-swap-oob"]) for part in fragment.list_all("", "hx-swap-oob")] == [
            ("here", "delete"),
            (f"row-{knots}", "true"),
            (f"control-{knots}", "true"),
            (f"sibling-{knots}", "true"),
            (f"row-{splices}", "true"),
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
        for name in (f"row-{topics[0].pk}", f"row-{topics[1].pk}", f"node-head-{topics[0].node.pk}", "summary", "chips", "nodes"):
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
        assert fragment.find("", "data-next")["href"] == "/roadmaps/rope/start/splices/"
        assert fragment.list_texts("span", id="here", class_="here") == ["You are here"]
        assert list_toasts(fragment) == [("Knots: done", f"/undo/{Change.objects.get().batch}/")]

    def test_shows_its_dates_in_the_control(self, learner: User, topics: list[Topic]) -> None:
        client = client_of(learner)
        with time_machine.travel(datetime(2026, 5, 1, 12, tzinfo=UTC), tick=False):
            fragment = swap(client, topics[0], "learning")
        assert fragment.find(id=f"control-{topics[0].pk}").list_texts("p") == ["Started May 1, 2026"]
        with time_machine.travel(datetime(2026, 5, 3, 12, tzinfo=UTC), tick=False):
            fragment = swap(client, topics[0], "done")
        assert fragment.find(id=f"control-{topics[0].pk}").list_texts("p") == ["Finished May 3, 2026, started May 1, 2026"]

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
        assert fragment.find(id="summary").find("p", class_="finished").list_links() == [("Pick the next trail", "/roadmaps/")]
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


class TestReset:
    ADDRESS = "/roadmaps/rope/-/reset/"

    def test_asks_first(self, learner: User, topics: list[Topic]) -> None:
        for topic, status in zip(topics, ["done", "learning", "todo"], strict=True):
            MarkFactory.create(user=learner, topic=topic, status=status)
        page = read(client_of(learner).get(self.ADDRESS)).find("main")
        assert page.find("h1").text == "Reset my progress"
        assert page.find("p", class_="lede").text == (
            "2 topics of Rope work go back to do, with their dates. "
            "Nothing else changes, and you can undo it on the next page."
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
        assert page.find("p", class_="lede").text == (
            "You have marked nothing on this roadmap, so there is nothing to reset."
        )
        assert page.list_all("form") == []
        client.post(self.ADDRESS)
        assert list_toasts(read(client.get("/roadmaps/rope/"))) == [("Nothing was marked here, so nothing changed.", "")]

    @pytest.mark.parametrize("method", ["get", "post"])
    def test_a_guest_signs_in_first(self, guest: Client, topics: list[Topic], method: str) -> None:
        response = getattr(guest, method)(self.ADDRESS)
        assert (response.status_code, response["Location"]) == (302, f"/accounts/login/?next={self.ADDRESS}")

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
        batch, _ = reset_roadmap(user=learner, roadmap=topics[0].roadmap)
        client = client_of(learner)
        response = client.post(f"/undo/{batch}/", {"next": "/roadmaps/rope/?status=left"}, headers=HTMX)
        assert (response.content, response["HX-Redirect"]) == (b"", "/roadmaps/rope/?status=left")
        assert [status for _, _, status, _ in list_marks()] == ["done", "done"]
        assert list_toasts(read(client.get("/roadmaps/rope/"))) == [("Undone: 2 topics are as they were.", "")]

    def test_says_what_changed_since(self, learner: User, topics: list[Topic]) -> None:
        for topic in topics:
            mark_topic(user=learner, topic=topic, status="done")
        batch, _ = reset_roadmap(user=learner, roadmap=topics[0].roadmap)
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
        assert guest.post(address)["Location"] == f"/accounts/login/?next={address}"
        response = client_of(learner).get(address)
        assert (response.status_code, response["Allow"]) == (405, "POST")
        strict = Client(enforce_csrf_checks=True)
        strict.force_login(learner)
        assert strict.post(address).status_code == 403
        assert client_of(learner).post("/undo/not-a-batch/").status_code == 404
        assert list_marks() == [("Ada", "knots", "done", "")]


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
        assert [row.find("small").text for row in rows] == ["next: Dough · 3 h left", "next: Splices · 4 h left"]
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
        assert page.find("ul", class_="rows").list_texts("small") == ["nothing required is left", "next: Knots · 6 h left"]

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


def test_parse_fails_on_tags_that_do_not_match() -> None:
    for text in ("<p><b></p></b>", "<ul><li></ul>", "<div>"):
        with pytest.raises(AssertionError):
            parse(text)
