"""The pages of a learner's notes, and all of them to take away."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from accounts.models import User
from progress.actions.notes import save_note
from progress.models import Note
from roadmaps.models import Roadmap, Topic
from tests.clients import client_of
from tests.factories import MarkFactory, NodeFactory, RoadmapFactory, TopicFactory
from tests.progress.pages import Element, read
from tests.queries import count_queries

LATEST = datetime(2026, 5, 3, 12, tzinfo=UTC)


def write(user: User, topic: Topic, text: str, *, days_ago: int = 0) -> None:
    save_note(user=user, topic=topic, text=text, version=0)
    Note.objects.filter(user=user, topic=topic).update(updated_at=LATEST - timedelta(days=days_ago))


def list_cards(page: Element) -> list[tuple[str, str]]:
    """(topic, text) of each note in order."""
    cards = page.list_all("li", class_="note-card")
    return [(card.find("", class_="note-topic").text, card.find("div", class_="prose").text) for card in cards]


@pytest.fixture
def sailing(db: None) -> Topic:
    """A topic of another roadmap, "Sailing"."""
    roadmap = RoadmapFactory.create(key="sail", title="Sailing")
    return TopicFactory.create(node=NodeFactory.create(roadmap=roadmap), key="tack", name="Tack")


class TestAllNotes:
    def test_the_roadmap_written_on_last_first_and_in_it_the_newest(
        self, learner: User, topics: list[Topic], sailing: Topic
    ) -> None:
        write(learner, topics[0], "old **knot**", days_ago=9)
        write(learner, sailing, "a tack", days_ago=5)
        write(learner, topics[2], "new rig", days_ago=1)
        page = read(client_of(learner).get("/notes/"))
        assert page.find("main").list_texts("h2") == ["Rope work", "Sailing"]
        assert list_cards(page) == [("Rigging", "new rig"), ("Knots", "old knot"), ("Tack", "a tack")]
        assert ("Knots", "/roadmaps/rope/start/knots/#sheet-note") in page.find("main").list_links()
        assert page.list_texts("p", class_="small")[:1] == ["Ship · written May 2, 2026"]

    def test_only_ones_own(self, learner: User, other_learner: User, topics: list[Topic]) -> None:
        write(other_learner, topics[0], "secret")
        page = read(client_of(learner).get("/notes/"))
        assert list_cards(page) == []
        assert page.find("p", class_="note").text == (
            "You have written nothing yet. Open any topic: at its foot is a field for your notes, saved as you type. "
            "Pick a roadmap"
        )
        assert list_cards(read(client_of(learner).get("/notes/?q=secret"))) == []
        assert list_cards(read(client_of(other_learner).get("/notes/"))) == [("Knots", "secret")]

    def test_a_guest_signs_in_first(self, guest: Client) -> None:
        assert guest.get("/notes/")["Location"] == "/accounts/login/?next=/notes/"
        assert guest.get("/notes.md")["Location"] == "/accounts/login/?next=/notes.md"

    @pytest.mark.parametrize(
        ("change", "has_mark", "leads"),
        [
            ({"retired": True}, False, False),
            ({"retired": True}, True, True),
            ({"node__retired": True}, False, False),
            ({"roadmap__status": "archived"}, False, False),
            ({"roadmap__status": "archived"}, True, True),
            ({"roadmap__status": "draft"}, True, False),
        ],
    )
    def test_a_text_stays_where_its_topic_is_no_longer_shown(
        self, learner: User, topics: list[Topic], change: dict[str, object], has_mark: bool, leads: bool
    ) -> None:
        topic = topics[0]
        write(learner, topic, "mine")
        if has_mark:
            MarkFactory.create(user=learner, topic=topic)
        ((name, value),) = change.items()
        owner = {"retired": topic, "node__retired": topic.node, "roadmap__status": topic.roadmap}[name]
        type(owner)._base_manager.filter(pk=owner.pk).update(**{name.rpartition("__")[2]: value})
        client = client_of(learner)
        page = read(client.get("/notes/"))
        assert list_cards(page) == [("Knots", "mine")]
        links = [link for link in page.find("main").list_links() if link[0] == "Knots"]
        assert links == ([("Knots", "/roadmaps/rope/start/knots/#sheet-note")] if leads else [])
        assert client.get("/roadmaps/rope/start/knots/").status_code == (200 if leads else 404)

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("creme", ["Knots"]),
            ("CRÈ bru", ["Knots"]),
            ("rulee", []),
            ("brulee flan", []),
            ("C++", ["Rigging"]),
            ("%", []),
            ("_", []),
            ("\0", ["Rigging", "Splices", "Knots"]),
            ("  ", ["Rigging", "Splices", "Knots"]),
            ("a" * 10_000, []),
            ("word " * 2_000, []),
        ],
    )
    def test_search_finds_the_beginnings_of_words(
        self, learner: User, topics: list[Topic], query: str, found: list[str]
    ) -> None:
        write(learner, topics[0], "Crème brûlée", days_ago=3)
        write(learner, topics[1], "Flan", days_ago=2)
        write(learner, topics[2], "C++ it is", days_ago=1)
        page = read(client_of(learner).get("/notes/", {"q": query}))
        assert [topic for topic, _text in list_cards(page)] == found

    def test_search_says_what_it_found(self, learner: User, topics: list[Topic]) -> None:
        write(learner, topics[0], "Flan")
        page = read(client_of(learner).get("/notes/", {"q": "fla"}))
        assert page.find("main").find("p", role="status").text == "1 note has “fla” in it. Show all notes"
        assert page.find("main").find("input", name="q")["value"] == "fla"
        page = read(client_of(learner).get("/notes/", {"q": "<b>"}))
        assert page.find("main").find("p", role="status").text == "0 notes have “<b>” in them. Show all notes"

    def test_fifty_a_page(self, learner: User) -> None:
        node = NodeFactory.create()
        topics = [TopicFactory.create(node=node, name=f"T{number}") for number in range(51)]
        for number, topic in enumerate(topics):
            write(learner, topic, "word", days_ago=number)
        client = client_of(learner)
        first = read(client.get("/notes/", {"q": "word"}))
        assert [topic for topic, _text in list_cards(first)] == [f"T{number}" for number in range(50)]
        assert [link["href"] for link in first.list_all("a", rel="next")] == ["?q=word&page=2"]
        second = read(client.get("/notes/?page=2"))
        assert [topic for topic, _text in list_cards(second)] == ["T50"]
        assert [link["href"] for link in second.list_all("a", rel="prev")] == ["?page=1"]
        for wrong in ("x", "0", "99"):
            assert client.get("/notes/", {"page": wrong}).status_code == 200

    @pytest.mark.parametrize("size", [1, 3])
    def test_its_queries(self, learner: User, topics: list[Topic], size: int) -> None:
        for topic in topics[:size]:
            write(learner, topic, "word")
        client = client_of(learner)
        # 1 session  2 person  3 how many notes  4 notes with topic, stage and roadmap
        with count_queries(4):
            client.get("/notes/?q=word")


class TestNotesOfARoadmap:
    def test_in_the_order_of_the_trail(self, learner: User, topics: list[Topic], sailing: Topic) -> None:
        write(learner, topics[2], "rig")
        write(learner, topics[1], "splice", days_ago=3)
        write(learner, topics[0], "knot", days_ago=1)
        write(learner, sailing, "tack")
        Topic.objects.filter(pk=topics[0].pk).update(retired=True)
        page = read(client_of(learner).get("/roadmaps/rope/-/notes/"))
        assert list_cards(page) == [("Splices", "splice"), ("Rigging", "rig"), ("Knots", "knot")]
        assert page.list_all("li", class_="note-card")[2].list_texts("p")[0] == (
            "Start · written May 2, 2026 · no longer on the trail"
        )
        assert [tab.text for tab in page.find("div", class_="views").list_all("a", aria_current="page")] == ["Notes"]

    def test_only_ones_own(self, learner: User, other_learner: User, topics: list[Topic]) -> None:
        write(other_learner, topics[0], "secret")
        page = read(client_of(learner).get("/roadmaps/rope/-/notes/"))
        assert list_cards(page) == []
        assert page.find("main").find("p", class_="note").text.startswith("You have written nothing on this roadmap")

    def test_a_guest_is_invited(self, guest: Client, topics: list[Topic]) -> None:
        page = read(guest.get("/roadmaps/rope/-/notes/"))
        assert ("Sign up", "/accounts/signup/?next=/roadmaps/rope/-/notes/") in page.find("main").list_links()

    def test_an_address_in_capitals_leads_on(self, learner: User, topics: list[Topic]) -> None:
        response = client_of(learner).get("/roadmaps/ROPE/-/notes/")
        assert (response.status_code, response["Location"]) == (301, "/roadmaps/rope/-/notes/")

    def test_a_draft_is_not_there(self, learner: User, topics: list[Topic]) -> None:
        Roadmap.objects.update(status="draft")
        assert client_of(learner).get("/roadmaps/rope/-/notes/").status_code == 404

    @pytest.mark.parametrize("size", [1, 3])
    def test_its_queries(self, learner: User, topics: list[Topic], size: int) -> None:
        for topic in topics[:size]:
            write(learner, topic, "word")
        client = client_of(learner)
        # 1 session  2 person  3 roadmap  4 trail; and once for a revision of the content: 5 roadmap  6 nodes  7 topics
        # 8 notes
        with count_queries(8):
            client.get("/roadmaps/rope/-/notes/")


class TestDownload:
    def test_all_of_them_by_roadmap_in_the_order_of_the_trail(
        self, learner: User, other_learner: User, topics: list[Topic], sailing: Topic
    ) -> None:
        write(learner, sailing, "Lean *out*.\n")
        write(learner, topics[1], "Long\n\nand short")
        write(learner, topics[0], "A bight")
        write(other_learner, topics[2], "secret")
        response = client_of(learner).get("/notes.md")
        assert response["Content-Type"] == "text/markdown; charset=utf-8"
        assert response["Content-Disposition"].startswith('attachment; filename="waymark-notes-')
        assert response["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
        assert response.content.decode() == (
            "# My notes\n\n## Rope work\n\n### Knots\n\nA bight\n\n### Splices\n\nLong\n\nand short\n\n"
            "## Sailing\n\n### Tack\n\nLean *out*.\n"
        )

    def test_without_notes(self, learner: User) -> None:
        assert client_of(learner).get("/notes.md").content == b"# My notes\n"
