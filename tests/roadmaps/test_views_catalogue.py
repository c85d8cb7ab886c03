"""The catalogue."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.test import Client

from accounts.models import User
from roadmaps.models import Roadmap
from roadmaps.revisions import raise_revision
from tests.clients import client_of
from tests.factories import RoadmapFactory
from tests.progress.pages import read
from tests.roadmaps.rope import (
    mark,
    read_meter,
)

FIRST_STEP = "Mark a first topic of one, or keep it at hand, and it stands here."


class TestCatalogue:
    def test_shows_a_card_for_each_published_roadmap(self, guest: Client, rope: Roadmap) -> None:
        RoadmapFactory.create(key="bread", title="Bread", description="All about bread.", featured=True)
        RoadmapFactory.create(key="draft", status="draft")
        RoadmapFactory.create(key="old", status="archived")

        page = read(guest.get("/roadmaps/"))

        cards = page.list_all("li", class_="card")
        assert [(card["data-roadmap"], card.find("h2").list_links()) for card in cards] == [
            ("bread", [("Bread", "/roadmaps/bread/")]),
            ("rope", [("Rope work", "/roadmaps/rope/")]),
        ]
        assert [card.list_texts("p") for card in cards] == [
            ["All about bread.", "0 topics", "featured"],
            ["All about rope.", "4 topics · 3-4 h · beginner to advanced", "seacraft"],
        ]
        assert page.list_all("", "data-meter") == []
        assert page.find("div", class_="views").list_links()[:2] == [("All 2", "?"), ("Featured 1", "?featured=1")]

    def test_shows_a_learners_own_progress(self, learner: User, other_learner: User, rope: Roadmap) -> None:
        RoadmapFactory.create(key="bread", title="Bread")
        mark(learner, knots="done", rigging="learning")
        mark(other_learner, sails="done")

        page = read(client_of(learner).get("/roadmaps/"))

        foot = page.find("li", data_roadmap="rope").find("div", class_="foot")
        assert read_meter(foot, "rope") == ["33", "1", "3", "2"]
        assert foot.list_links() == [
            ("1 of 3 done.", "/roadmaps/rope/?status=done&level=required"),
            ("2 left.", "/roadmaps/rope/?status=left"),
            ("Continue: Rigging", "/roadmaps/rope/ship/rigging/"),
        ]
        assert page.find("li", data_roadmap="bread").find("div", class_="foot").text == "Not started"
        assert page.find("div", class_="views").list_links()[:3] == [
            ("All 2", "?"), ("Mine 1", "?mine=1"), ("Featured 0", "?featured=1"),
        ]  # fmt: skip

    def test_says_when_nothing_required_is_left(self, learner: User, rope: Roadmap) -> None:
        mark(learner, knots="done", rigging="done known", sails="skipped")
        foot = read(client_of(learner).get("/roadmaps/")).find("div", class_="foot")
        assert foot.find("p").text == "2 of 2 done. Nothing required is left."
        assert read_meter(foot, "rope") == ["100", "2", "2", "0"]

    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            ("", ["bread", "rope"]),
            ("?tag=sea", ["rope"]),
            ("?featured=1", ["bread"]),
            ("?mine=1", ["rope"]),
            ("?sort=shortest", ["bread", "rope"]),
            ("?sort=progress", ["rope", "bread"]),
            ("?q=ROPE", ["rope"]),
            ("?q=crème", ["bread"]),
            ("?q=rope&tag=nothing", []),
            ("?sort=nonsense&view=1", ["bread", "rope"]),
        ],
    )
    def test_chooses(self, learner: User, rope: Roadmap, query: str, expected: list[str]) -> None:
        RoadmapFactory.create(key="bread", title="Bread", description="Flour, creme.", featured=True)
        mark(learner, knots="done")
        page = read(client_of(learner).get(f"/roadmaps/{query}"))
        assert [card["data-roadmap"] for card in page.list_all("li", class_="card")] == expected

    def test_options_keep_each_others_choice(self, guest: Client, rope: Roadmap) -> None:
        page = read(guest.get("/roadmaps/?tag=sea&q=rope&featured=1"))
        assert page.find("nav", class_="chips").list_links() == [
            ("Any subject", "?featured=1&q=rope"),
            ("craft 0", "?featured=1&tag=craft&q=rope"),
            ("sea 0", "?featured=1&tag=sea&q=rope"),
        ]
        form = page.find("main").find("form", role="search")
        assert [(field["name"], field["value"]) for field in form.list_all("input")] == [
            ("featured", "1"), ("tag", "sea"), ("q", "rope"),
        ]  # fmt: skip
        assert page.find("div", class_="menu-list").list_links() == [
            ("title", "?featured=1&tag=sea&q=rope"),
            ("shortest first", "?featured=1&tag=sea&sort=shortest&q=rope"),
            ("newest first", "?featured=1&tag=sea&sort=newest&q=rope"),
        ]

    @pytest.mark.parametrize(
        ("query", "text"),
        [
            (
                "?mine=1",
                f"No roadmap that fits is yours yet. {FIRST_STEP} Show all roadmaps",
            ),
            ("?q=zebra", "No roadmap fits. Show all roadmaps"),
        ],
    )
    def test_an_empty_answer_says_what_to_do(self, learner: User, rope: Roadmap, query: str, text: str) -> None:
        note = read(client_of(learner).get(f"/roadmaps/{query}")).find("p", class_="note")
        assert (note.text, note.list_links()) == (text, [("Show all roadmaps", "/roadmaps/")])

    def test_an_empty_site_says_so(self, guest: Client) -> None:
        page = read(guest.get("/roadmaps/?q=zebra"))
        assert page.find("p", class_="note").text == "There are no roadmaps here yet. An editor can import some."
        assert page.list_all("nav", class_="chips") == []

    def test_search_text_is_escaped(self, guest: Client, rope: Roadmap) -> None:
        response = guest.get("/roadmaps/", {"q": '"><script>alert(1)</script>'})
        assert read(response).find(id="q")["value"] == '"><script>alert(1)</script>'
        assert b"<script>alert" not in response.content


class TestPages:
    """24 cards on each."""

    @pytest.fixture
    def many(self, db: None) -> None:
        for number in range(50):
            RoadmapFactory.create(key=f"road-{number:02}", title=f"Road {number:02}", tags=["even"][number % 2 :])

    def test_lead_to_each_other(self, guest: Client, many: None) -> None:
        def show(query: str) -> tuple[list[str], list[tuple[str, str]], str]:
            page = read(guest.get(f"/roadmaps/{query}"))
            pager = page.find("nav", class_="pager")
            links = [(link["rel"], link["href"]) for link in pager.list_all("a")]
            assert links == [(link["rel"], link["href"]) for link in page.find("head").list_all("link", rel="prev")] + [
                (link["rel"], link["href"]) for link in page.find("head").list_all("link", rel="next")
            ]
            cards = [card["data-roadmap"] for card in page.list_all("li", class_="card")]
            return [cards[0], cards[-1], str(len(cards))], links, pager.find("span", class_="num").text

        assert show("") == (["road-00", "road-23", "24"], [("next", "?page=2")], "Page 1 of 3")
        assert show("?page=2") == (["road-24", "road-47", "24"], [("prev", "?"), ("next", "?page=3")], "Page 2 of 3")
        assert show("?page=3") == (["road-48", "road-49", "2"], [("prev", "?page=2")], "Page 3 of 3")
        assert show("?tag=even&sort=newest")[1:] == ([("next", "?tag=even&sort=newest&page=2")], "Page 1 of 2")

    @pytest.mark.parametrize(
        ("number", "shown"),
        [("0", "3 of 3"), ("99", "3 of 3"), ("-1", "3 of 3"), ("x", "1 of 3"), ("", "1 of 3"), ("9" * 5000, "1 of 3")],
    )
    def test_one_that_is_not_there(self, guest: Client, many: None, number: str, shown: str) -> None:
        page = read(guest.get("/roadmaps/", {"page": number}))
        assert page.find("nav", class_="pager").find("span", class_="num").text == f"Page {shown}"

    def test_another_wish_begins_at_the_first(self, guest: Client, many: None) -> None:
        page = read(guest.get("/roadmaps/?page=2"))
        links = [link["href"] for link in page.find("main").list_all("a") if "page=" in link["href"]]
        assert links == ["?page=3"]

    def test_what_fits_one_page_has_no_pager(self, guest: Client, rope: Roadmap) -> None:
        assert read(guest.get("/roadmaps/")).list_all("nav", class_="pager") == []


class TestWhatIsKept:
    """A process keeps the catalogue of an edition; whatever is written shows at once."""

    def test_a_roadmap_written_shows(self, guest: Client, rope: Roadmap) -> None:
        def cards() -> list[str]:
            return read(guest.get("/roadmaps/")).find("ul", class_="grid").list_texts("h2")

        assert cards() == ["Rope work"]
        RoadmapFactory.create(title="Bread")
        assert cards() == ["Bread", "Rope work"]
        Roadmap.objects.filter(pk=rope.pk).update(title="Knots")
        assert cards() == ["Bread", "Knots"]
        Roadmap.objects.filter(title="Bread").update(status="archived")
        assert cards() == ["Knots"]

    def test_a_topic_written_under_a_new_revision_shows(self, guest: Client, rope: Roadmap) -> None:
        assert read(guest.get("/roadmaps/")).find("li", class_="card").list_texts("p")[1].startswith("4 topics")
        with transaction.atomic():
            raise_revision(rope.pk)
            rope.topics.filter(key="knots").update(retired=True)
        assert read(guest.get("/roadmaps/")).find("li", class_="card").list_texts("p")[1].startswith("3 topics")

    def test_each_language_has_its_own(self, guest: Client, rope: Roadmap) -> None:
        for language, text in (("en", "4 topics"), ("de", "4 Themen"), ("en", "4 topics")):
            page = read(guest.get("/roadmaps/", headers={"accept-language": language}))
            assert page.find("li", class_="card").list_texts("p")[1].startswith(text)
