"""Addresses of things that were renamed, moved or retired, and marks sent to them."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from progress.models import Mark
from roadmaps.models import FormerKey, Node, Roadmap, Topic
from tests.clients import client_of
from tests.progress.pages import read
from tests.queries import count_queries
from tests.roadmaps.rope import HTMX, check_not_found, list_rows, mark, topic_of


@pytest.fixture
def renamed(rope: Roadmap) -> Roadmap:
    """rope was called cord, its node start was begin, its topic knots was hitches."""
    FormerKey.objects.create(roadmap=rope, key="cord")
    FormerKey.objects.create(roadmap=rope, node=Node.objects.get(key="start"), key="begin")
    FormerKey.objects.create(roadmap=rope, topic=Topic.objects.get(key="knots"), key="hitches")
    return rope


class TestFormerKeys:
    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("/roadmaps/cord/", "/roadmaps/rope/"),
            ("/roadmaps/Cord/?status=left", "/roadmaps/rope/?status=left"),
            ("/roadmaps/rope/begin/", "/roadmaps/rope/start/"),
            ("/roadmaps/cord/BEGIN/", "/roadmaps/rope/start/"),
            ("/roadmaps/cord/start/", "/roadmaps/rope/start/"),
            ("/roadmaps/rope/start/hitches/", "/roadmaps/rope/start/knots/"),
            ("/roadmaps/cord/begin/hitches/?a=b", "/roadmaps/rope/start/knots/?a=b"),
            ("/roadmaps/cord/begin/knots/", "/roadmaps/rope/start/knots/"),
        ],
    )
    @pytest.mark.parametrize("headers", [{}, HTMX])
    def test_lead_to_the_present_address_for_an_hour(
        self, guest: Client, renamed: Roadmap, old: str, new: str, headers: dict[str, str]
    ) -> None:
        response = guest.get(old, headers=headers)
        assert (response.status_code, response["Location"], response["Cache-Control"]) == (301, new, "max-age=3600")

    def test_a_mark_sent_to_one_is_carried_out(self, learner: User, renamed: Roadmap) -> None:
        response = client_of(learner).post("/roadmaps/cord/begin/hitches/mark/", {"status": "done"})
        assert (response.status_code, response["Location"]) == (302, "/roadmaps/rope/start/knots/")
        assert Mark.objects.get().topic.key == "knots"

    def test_so_is_a_reset(self, learner: User, renamed: Roadmap) -> None:
        mark(learner, knots="done")
        response = client_of(learner).post("/roadmaps/cord/-/reset/")
        assert response["Location"] == "/roadmaps/rope/"
        assert Mark.objects.get().status == "todo"

    def test_a_draft_gives_nothing_away(self, guest: Client, editor: User, renamed: Roadmap) -> None:
        Roadmap.objects.update(status="draft")
        for address in ("/roadmaps/cord/", "/roadmaps/cord/begin/", "/roadmaps/cord/begin/hitches/"):
            check_not_found(guest.get(address))
            assert client_of(editor).get(address).status_code == 301

    def test_a_present_key_goes_before_a_former_one(self, guest: Client, renamed: Roadmap) -> None:
        Roadmap.objects.create(key="cord", title="Another", description="Not that one.")
        assert guest.get("/roadmaps/cord/").status_code == 200

    def test_each_kind_of_thing_has_its_own(self, guest: Client, renamed: Roadmap) -> None:
        for address in ("begin", "hitches", "rope/hitches", "rope/start/begin"):
            check_not_found(guest.get(f"/roadmaps/{address}/"))

    def test_a_key_that_never_was_is_not_found(self, guest: Client, renamed: Roadmap) -> None:
        for address in ("/roadmaps/no/", "/roadmaps/no/no/", "/roadmaps/no/no/no/", "/roadmaps/rope/no/"):
            check_not_found(guest.get(address))

    @pytest.mark.parametrize(
        ("address", "queries"),
        [("/roadmaps/cord/", 2), ("/roadmaps/rope/begin/", 5), ("/roadmaps/cord/begin/hitches/", 5)],
    )
    def test_what_the_way_there_costs_a_guest(
        self, guest: Client, renamed: Roadmap, address: str, queries: int
    ) -> None:
        with count_queries(queries):
            guest.get(address)


class TestRetiredStage:
    @pytest.fixture
    def _left(self, rope: Roadmap) -> None:
        Node.objects.filter(key="ship").update(retired=True)

    @pytest.mark.usefixtures("_left")
    def test_leads_who_has_a_mark_there_to_what_is_left_of_it(self, learner: User) -> None:
        mark(learner, sails="done", knots="done")
        client = client_of(learner)
        response = client.get("/roadmaps/rope/ship/")
        assert (response.status_code, response["Location"]) == (302, "/roadmaps/rope/#gone")
        page = read(client.get("/roadmaps/rope/"))
        gone = page.find("section", id="gone")
        assert list_rows(gone) == [("sails", "done")]
        assert client.get("/roadmaps/rope/ship/sails/").status_code == 200

    @pytest.mark.usefixtures("_left")
    def test_is_not_there_for_anyone_else(self, guest: Client, learner: User) -> None:
        check_not_found(guest.get("/roadmaps/rope/ship/"))
        mark(learner, sails="todo")
        check_not_found(client_of(learner).get("/roadmaps/rope/ship/"))
        assert "no longer" not in guest.get("/roadmaps/rope/").content.decode().lower()


class TestRetiredTopic:
    @pytest.fixture(autouse=True)
    def _left(self, rope: Roadmap) -> None:
        Topic.objects.filter(key="splices").update(retired=True)

    @pytest.mark.parametrize("status", ["done", "learning", "skipped", "done known", "skipped later"])
    def test_stands_below_its_stage_for_whoever_has_a_mark(self, learner: User, status: str) -> None:
        mark(learner, splices=status)
        for address in ("/roadmaps/rope/", "/roadmaps/rope/start/"):
            gone = read(client_of(learner).get(address)).find("section", id="gone")
            assert list_rows(gone) == [("splices", status.split()[0])]
        other = read(client_of(learner).get("/roadmaps/rope/ship/"))
        assert other.list_all("section", id="gone") == []

    def test_is_hidden_from_newcomers(self, guest: Client, learner: User, other_learner: User) -> None:
        mark(other_learner, splices="done")
        for client in (guest, client_of(learner)):
            for address in ("/roadmaps/rope/", "/roadmaps/rope/start/"):
                assert "splices" not in client.get(address).content.decode()
            check_not_found(client.get("/roadmaps/rope/start/splices/"))

    def test_its_own_page_says_so_and_still_takes_marks(self, learner: User) -> None:
        mark(learner, splices="done")
        client = client_of(learner)
        assert "no longer on the trail" in client.get("/roadmaps/rope/start/splices/").content.decode()
        client.post("/roadmaps/rope/start/splices/mark/", {"status": "learning"})
        assert Mark.objects.get(topic=topic_of("splices")).status == "learning"
