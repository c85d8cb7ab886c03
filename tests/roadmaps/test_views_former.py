"""Addresses of things that were renamed, moved or retired, and marks sent to them."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from progress.models import Change, Mark
from roadmaps.models import FormerKey, Node, Roadmap, Topic
from tests.clients import client_of
from tests.factories import UserFactory
from tests.progress.pages import read
from tests.queries import count_queries
from tests.roadmaps.rope import HTMX, check_not_found, list_rows, mark, read_meter, topic_of


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

    def test_the_question_before_a_reset_stands_at_its_own_address(self, learner: User, renamed: Roadmap) -> None:
        response = client_of(learner).get("/roadmaps/cord/-/reset/?a=b")
        assert (response.status_code, response["Cache-Control"]) == (301, "max-age=3600")
        assert response["Location"] == "/roadmaps/rope/-/reset/?a=b"

    def test_a_mark_sent_by_script_is_carried_out_too(self, learner: User, renamed: Roadmap) -> None:
        response = client_of(learner).post("/roadmaps/cord/begin/hitches/mark/", {"status": "done"}, headers=HTMX)
        row = read(response).find("li", data_topic="knots")
        assert (row["data-status"], row.find("form")["action"]) == ("done", "/roadmaps/rope/start/knots/mark/")

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

    def test_a_topic_that_moved_leads_on_from_the_stage_it_left(self, guest: Client, renamed: Roadmap) -> None:
        Topic.objects.filter(key="knots").update(node=Node.objects.get(key="ship"))
        for old in ("rope/start/knots", "rope/begin/knots", "cord/begin/hitches"):
            assert guest.get(f"/roadmaps/{old}/")["Location"] == "/roadmaps/rope/ship/knots/"

    def test_with_script_the_way_ends_at_the_panel(self, guest: Client, renamed: Roadmap) -> None:
        response = guest.get("/roadmaps/cord/begin/hitches/", headers=HTMX, follow=True)
        assert read(response).list_all("html") == []
        assert read(response).find("article", data_sheet="knots").find("h2").text == "Knots"

    def test_an_archived_one_gives_nothing_away_to_who_has_no_mark_there(
        self, guest: Client, learner: User, other_learner: User, renamed: Roadmap
    ) -> None:
        mark(learner, knots="done")
        Roadmap.objects.update(status="archived")
        for address in ("/roadmaps/cord/", "/roadmaps/cord/begin/", "/roadmaps/cord/begin/hitches/"):
            check_not_found(guest.get(address))
            check_not_found(client_of(other_learner).get(address))
            assert client_of(learner).get(address).status_code == 301


class TestBudgets:
    """The number is the same with one former key of everything and with three."""

    @pytest.fixture(autouse=True, params=[1, 3])
    def _more(self, request: pytest.FixtureRequest, renamed: Roadmap) -> None:
        for number in range(1, request.param):
            FormerKey.objects.create(roadmap=renamed, key=f"cord-{number}")
            FormerKey.objects.create(roadmap=renamed, node=Node.objects.get(key="start"), key=f"begin-{number}")
            FormerKey.objects.create(roadmap=renamed, topic=topic_of("knots"), key=f"hitches-{number}")

    def test_roadmap(self, guest: Client) -> None:
        # once for an edition of all content: 1 is it written?  2 is nobody writing?
        # 3 what its page would be drawn from  4 roadmap by its key  5 by a former one
        with count_queries(5):
            assert guest.get("/roadmaps/cord/").status_code == 301

    def test_node(self, guest: Client) -> None:
        # 1 roadmap  2 trail; and once for a revision of the content: 3 roadmap  4 nodes  5 topics
        # 6 node by its key  7 by a former one
        with count_queries(7):
            assert guest.get("/roadmaps/rope/begin/").status_code == 301

    def test_topic(self, guest: Client) -> None:
        # 1 topic by both keys  2 roadmap by its key  3 by a former one  4 topic by its key  5 by a former one
        # 6 topics of the trail with their nodes
        with count_queries(6):
            assert guest.get("/roadmaps/cord/begin/hitches/").status_code == 301

    def test_marking(self, learner: User) -> None:
        client = client_of(learner)
        # 1 session  2 person  3 revision of the content  4 topic by both keys  5 roadmap by its key  6 by a former one
        # 7 topic by its key  8 by a former one  9 star  10 mark  11 INSERT mark  12 INSERT change
        # 13 trail; and once for a revision of the content: 14 roadmap  15 nodes  16 topics
        # 17 INSERT finishes  18 takeaways
        with count_queries(18):
            assert client.post("/roadmaps/cord/begin/hitches/mark/", {"status": "done"}).status_code == 302


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
    def test_so_does_a_key_it_once_had(self, learner: User, rope: Roadmap) -> None:
        FormerKey.objects.create(roadmap=rope, node=Node.objects.get(key="ship"), key="boat")
        mark(learner, sails="done")
        assert client_of(learner).get("/roadmaps/rope/boat/")["Location"] == "/roadmaps/rope/#gone"

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
        FormerKey.objects.create(roadmap=rope, topic=Topic.objects.get(key="splices"), key="joins")

    @pytest.mark.parametrize("learners", [0, 1, 3])
    def test_each_sees_the_marks_of_their_own_and_none_counts(
        self, guest: Client, learner: User, learners: int
    ) -> None:
        walkers = UserFactory.create_batch(learners)
        for walker in walkers:
            mark(walker, splices="done", knots="done")
        for client, stands in [(client_of(walker), True) for walker in walkers] + [(client_of(learner), False)]:
            page = read(client.get("/roadmaps/rope/"))
            assert len(page.list_all("section", id="gone")) == stands
            assert read_meter(page, "rope") == (["33", "1", "3", "2"] if stands else ["0", "0", "3", "3"])
            card = read(client.get("/roadmaps/")).find("li", data_roadmap="rope")
            assert card.find("p", class_="num").text.startswith("3 topics")
            assert (client.get("/roadmaps/rope/start/splices/").status_code == 200) is stands
        assert read(guest.get("/roadmaps/rope/")).list_all("section", id="gone") == []

    def test_on_an_archived_roadmap_it_keeps_the_page_open(self, learner: User, other_learner: User) -> None:
        mark(learner, splices="done")
        Roadmap.objects.update(status="archived")
        gone = read(client_of(learner).get("/roadmaps/rope/")).find("section", id="gone")
        assert list_rows(gone) == [("splices", "done")]
        check_not_found(client_of(other_learner).get("/roadmaps/rope/"))

    def test_a_trail_begun_with_nothing_else_is_still_theirs(self, learner: User) -> None:
        mark(learner, splices="done")
        client = client_of(learner)
        assert read_meter(read(client.get("/")), "rope") == ["0", "0", "3", "3"]
        assert read_meter(read(client.get("/roadmaps/?mine=1")), "rope") == ["0", "0", "3", "3"]

    def test_it_has_no_neighbours_and_is_none(self, learner: User) -> None:
        mark(learner, splices="done")
        client = client_of(learner)
        assert read(client.get("/roadmaps/rope/start/splices/")).list_all("nav", class_="pager") == []
        pager = read(client.get("/roadmaps/rope/start/knots/")).find("nav", class_="pager")
        assert pager.list_links() == [("Next →Rigging", "/roadmaps/rope/ship/rigging/")]

    def test_put_back_to_do_it_is_listed_nowhere_and_says_so(self, learner: User) -> None:
        mark(learner, splices="done")
        client = client_of(learner)
        client.post("/roadmaps/rope/start/splices/mark/", {"status": "todo"})
        page = read(client.get("/roadmaps/rope/start/splices/"))
        assert page.find("p", class_="note").text == (
            "This topic is no longer on the trail. You put it back to do, so nothing lists it any more."
        )
        for address in ("/roadmaps/rope/", "/roadmaps/rope/start/"):
            assert read(client.get(address)).list_all("section", id="gone") == []

    def test_what_it_took_to_mark_can_be_taken_back(self, learner: User) -> None:
        mark(learner, splices="done")
        client = client_of(learner)
        client.post("/roadmaps/rope/start/splices/mark/", {"status": "skipped"})
        client.post(f"/undo/{Change.objects.get().batch}/")
        gone = read(client.get("/roadmaps/rope/")).find("section", id="gone")
        assert list_rows(gone) == [("splices", "done")]

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
            for address in ("start/splices", "ship/splices", "start/joins"):
                check_not_found(client.get(f"/roadmaps/rope/{address}/"))
        assert client_of(other_learner).get("/roadmaps/rope/start/joins/").status_code == 301

    def test_its_own_page_says_so_and_still_takes_marks(self, learner: User) -> None:
        mark(learner, splices="done")
        client = client_of(learner)
        assert "no longer on the trail" in client.get("/roadmaps/rope/start/splices/").content.decode()
        client.post("/roadmaps/rope/start/splices/mark/", {"status": "learning"})
        assert Mark.objects.get(topic=topic_of("splices")).status == "learning"
