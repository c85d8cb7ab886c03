"""The catalogue."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from roadmaps.models import Roadmap
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
