"""The page of a roadmap."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from roadmaps.models import Node, Roadmap
from tests.clients import client_of
from tests.factories import NodeFactory, RoadmapFactory
from tests.progress.pages import read
from tests.roadmaps.rope import (
    check_not_found,
    list_rows,
    mark,
    read_meter,
    retire,
)


class TestRoadmap:
    def test_shows_the_whole_trail(self, guest: Client, rope: Roadmap) -> None:
        page = read(guest.get("/roadmaps/rope/"))

        assert page.find("title").text == "Rope work · Waymark"
        assert page.find("meta", name="description")["content"] == "All about rope."
        assert page.find("h1").text == "Rope work"
        assert page.find("p", class_="lede").text == "All about rope."
        assert [node["data-node"] for node in page.list_all("section", "data-node")] == ["start", "ship"]
        assert list_rows(page) == [("knots", "todo"), ("splices", "todo"), ("rigging", "todo"), ("sails", "todo")]
        assert page.find("section", data_node="start").find("div", class_="node-text").text == "Where all begin."
        assert page.find("section", data_node="start").find("em").text == "all"
        assert page.find("p", class_="tip").text.startswith("Starting fresh? Begin at the top:")
        assert page.list_all("div", class_="banner") == []

    def test_a_row_says_all_of_its_topic(self, guest: Client, rope: Roadmap) -> None:
        page = read(guest.get("/roadmaps/rope/"))
        knots, splices = (page.find("li", data_topic=key) for key in ("knots", "splices"))
        assert knots.find("h3").list_links() == [("Knots", "/roadmaps/rope/start/knots/")]
        assert knots.find("div", class_="topic-body").find("p").text == "Tie it."
        assert knots.find("div", class_="meta").list_texts("span") == ["You are here", "", "Beginner", "2 hours"]
        assert splices.find("div", class_="meta").list_texts("span") == ["", "Advanced", "optional"]
        assert "optional" in splices["class"]
        assert "optional" not in knots["class"]

    def test_a_row_has_a_switch_and_a_menu_that_work_without_script(self, learner: User, rope: Roadmap) -> None:
        mark(learner, knots="done")
        row = read(client_of(learner).get("/roadmaps/rope/?status=done")).find("li", data_topic="knots")
        form = row.find("form")
        assert (form["method"], form["action"], form["hx-post"]) == (
            "post", "/roadmaps/rope/start/knots/mark/", "/roadmaps/rope/start/knots/mark/",
        )  # fmt: skip
        assert form.find("input", name="next")["value"] == "/roadmaps/rope/?status=done"
        switch = form.find("button")
        assert (switch["name"], switch["value"]) == ("status", "todo")
        assert switch["aria-label"] == "Knots: done. Select to mark it to do"
        menu = row.find("details")
        assert menu.find("summary")["aria-label"] == "Done: Knots. Choose a status"
        assert [
            (button.text, button["form"], button["name"], button["value"], button.attributes.get("aria-pressed"))
            for button in menu.list_all("button")
        ] == [
            ("To do", form["id"], "status", "todo", None),
            ("Learning", form["id"], "status", "learning", None),
            ("Done", form["id"], "status", "done", "true"),
            ("I knew it", form["id"], "status", "done known", None),
            ("Later", form["id"], "status", "skipped later", None),
            ("Not for me", form["id"], "status", "skipped", None),
        ]

    def test_shows_the_numbers_of_whoever_looks(self, learner: User, other_learner: User, rope: Roadmap) -> None:
        mark(learner, knots="done", splices="done", rigging="learning")
        mark(other_learner, knots="skipped")

        page = read(client_of(learner).get("/roadmaps/rope/"))

        assert list_rows(page) == [("knots", "done"), ("splices", "done"), ("rigging", "learning"), ("sails", "todo")]
        assert read_meter(page, "rope") == ["33", "1", "3", "2"]
        assert read_meter(page, "start") == ["100", "1", "1", "0"]
        assert read_meter(page, "ship") == ["0", "0", "2", "2"]
        facts = page.find("div", class_="facts")
        assert [(text, link) for text, link in facts.list_links()] == [
            ("33 %", "/roadmaps/rope/?status=done&level=required"),
            ("1 of 3 done", "/roadmaps/rope/?status=done&level=required"),
            ("2 left", "/roadmaps/rope/?status=left"),
            ("1 of 1 optional", "/roadmaps/rope/?level=optional"),
            ("1-2 h left", "/roadmaps/rope/?status=left"),
            ("1 topic without an estimate", "/roadmaps/rope/?status=left&level=unestimated"),
        ]
        assert page.find("a", "data-next").text == "Continue: Rigging →"
        assert [row["data-topic"] for row in page.list_all("li", "data-topic") if row.list_all(id="here")] == [
            "rigging"
        ]
        assert read_meter(read(client_of(other_learner).get("/roadmaps/rope/")), "rope") == ["0", "0", "2", "2"]

    def test_first_visit_says_how_much_there_is(self, learner: User, rope: Roadmap) -> None:
        page = read(client_of(learner).get("/roadmaps/rope/"))
        assert page.find("div", class_="facts").list_links() == [
            ("3 topics to learn", "/roadmaps/rope/?level=required"),
            ("1 optional", "/roadmaps/rope/?level=optional"),
            ("3-4 h in all", "/roadmaps/rope/?level=required"),
            ("1 topic without an estimate", "/roadmaps/rope/?level=unestimated"),
            ("What do you know already?", "/roadmaps/rope/-/know/"),
        ]
        assert page.find("a", "data-next").text == "Start: Knots →"

    def test_completed_nodes_are_folded(self, learner: User, rope: Roadmap) -> None:
        mark(learner, knots="done")
        page = read(client_of(learner).get("/roadmaps/rope/"))
        folds = {
            node["data-node"]: "open" in node.find("details", class_="fold").attributes
            for node in page.list_all("section", "data-node")
        }
        assert folds == {"start": False, "ship": True}
        page = read(client_of(learner).get("/roadmaps/rope/?status=done"))
        assert "open" in page.find("details", class_="fold").attributes

    def test_the_rail_lists_nodes_and_where_you_are(self, learner: User, rope: Roadmap) -> None:
        mark(learner, knots="done")
        rail = read(client_of(learner).get("/roadmaps/rope/")).find("nav", id="nodes")
        assert [
            (link["href"], link.attributes.get("aria-current"), link.find("span", class_="num").text)
            for link in rail.list_all("a")
        ] == [
            ("/roadmaps/rope/start/", None, "1/1"),
            ("/roadmaps/rope/ship/", "step", "0/2"),
        ]
        assert rail.list_texts("span", class_="said") == ["complete", "not begun"]

    def test_nothing_left(self, learner: User, rope: Roadmap) -> None:
        mark(learner, knots="done", rigging="done", sails="skipped")
        page = read(client_of(learner).get("/roadmaps/rope/"))
        assert (
            page.find("div", class_="finished").list_texts("p")[0]
            == "Nothing required is left. Well walked. Pick the next trail"
        )
        assert read_meter(page, "rope") == ["100", "2", "2", "0"]
        assert page.list_all("", "data-next") == []

    @pytest.mark.parametrize(
        ("query", "rows"),
        [
            ("?status=done", ["knots"]),
            ("?status=todo", ["sails"]),
            ("?status=left", ["rigging", "sails"]),
            ("?level=optional", ["splices"]),
            ("?level=required", ["knots", "rigging", "sails"]),
            ("?status=left&level=unestimated", ["sails"]),
            ("?status=learning&level=intermediate", ["rigging"]),
            ("?status=nonsense&level=%00", ["knots", "splices", "rigging", "sails"]),
        ],
    )
    def test_filters(self, learner: User, rope: Roadmap, query: str, rows: list[str]) -> None:
        mark(learner, knots="done", splices="skipped", rigging="learning")
        page = read(client_of(learner).get(f"/roadmaps/rope/{query}"))
        assert [row for row, _ in list_rows(page)] == rows
        assert read_meter(page, "rope") == ["33", "1", "3", "2"]

    def test_chips_count_and_keep_each_other(self, learner: User, rope: Roadmap) -> None:
        mark(learner, knots="done", rigging="learning")
        chips = read(client_of(learner).get("/roadmaps/rope/?status=done")).find("nav", id="chips")
        assert chips.list_links() == [
            ("All 4", "/roadmaps/rope/"),
            ("To do 2", "/roadmaps/rope/?status=todo"),
            ("Learning 1", "/roadmaps/rope/?status=learning"),
            ("Done 1", "/roadmaps/rope/?status=done"),
            ("Skipped 0", "/roadmaps/rope/?status=skipped"),
            ("Any level", "/roadmaps/rope/?status=done"),
            ("Beginner 1", "/roadmaps/rope/?status=done&level=beginner"),
            ("Intermediate 0", "/roadmaps/rope/?status=done&level=intermediate"),
            ("Advanced 0", "/roadmaps/rope/?status=done&level=advanced"),
            ("Optional 0", "/roadmaps/rope/?status=done&level=optional"),
        ]
        assert chips.list_texts("a", aria_current="true") == ["Done 1", "Any level"]

    def test_a_filter_that_nothing_fits(self, learner: User, rope: Roadmap) -> None:
        page = read(client_of(learner).get("/roadmaps/rope/?status=skipped"))
        notes = [note for note in page.list_all("p", class_="note") if note.list_links()]
        assert [(note.text, note.list_links()) for note in notes] == [
            ("No topic fits this filter. Show all topics", [("Show all topics", "/roadmaps/rope/")])
        ]

    def test_a_roadmap_without_nodes(self, guest: Client) -> None:
        RoadmapFactory.create(key="bread")
        page = read(guest.get("/roadmaps/bread/"))
        note = page.find("p", class_="note")
        assert note.text == "This roadmap has no topics yet. Come back soon, or pick another. All roadmaps"
        assert read_meter(page, "bread") == ["", "0", "0", "0"]

    def test_a_node_without_topics(self, guest: Client) -> None:
        NodeFactory.create(key="bowl", roadmap__key="bread")
        node = read(guest.get("/roadmaps/bread/")).find("section", data_node="bowl")
        assert node.find("li").text == "No topics here yet."
        assert read_meter(node, "bowl") == ["", "0", "0", "0"]
        assert node.find("a", class_="node-count").text == "–"

    def test_body_and_discussion(self, guest: Client, rope: Roadmap) -> None:
        Roadmap.objects.update(body="# Hello\n\n*all*", discuss="https://e.org/talk")
        page = read(guest.get("/roadmaps/rope/"))
        about = page.find("details", class_="about")
        assert (about.find("h3").text, about.find("em").text) == ("Hello", "all")
        links = page.list_all("details", class_="menu")[0].list_links()
        assert [links[2], links[-1]] == [("Talk about it", "https://e.org/talk"), ("All roadmaps", "/roadmaps/")]

    def test_an_editor_can_go_and_edit(self, learner: User, editor: User, rope: Roadmap) -> None:
        for person, expected in ((learner, []), (editor, ["Edit this roadmap"])):
            page = read(client_of(person).get("/roadmaps/rope/"))
            found = [text for text, address in page.find("main").list_links() if address.startswith("/admin/")]
            assert found == expected


class TestRetired:
    def test_a_newcomer_sees_nothing_of_it(self, learner: User, guest: Client, rope: Roadmap) -> None:
        retire("knots")
        for client in (client_of(learner), guest):
            page = read(client.get("/roadmaps/rope/"))
            assert [row for row, _ in list_rows(page)] == ["splices", "rigging", "sails"]
            assert "No longer on this trail" not in page.text
            check_not_found(client.get("/roadmaps/rope/start/knots/"))

    def test_whoever_has_a_mark_sees_it_aside(self, learner: User, rope: Roadmap) -> None:
        mark(learner, knots="done")
        retire("knots")
        page = read(client_of(learner).get("/roadmaps/rope/"))
        gone = page.find("section", class_="gone")
        assert gone.find("h2").text == "No longer on this trail"
        assert list_rows(gone) == [("knots", "done")]
        assert [row for row, _ in list_rows(page)] == ["splices", "rigging", "sails", "knots"]
        assert read_meter(page, "rope") == ["0", "0", "2", "2"]

    def test_topics_of_a_retired_node_are_aside_too(self, learner: User, rope: Roadmap) -> None:
        mark(learner, knots="learning")
        Node.objects.filter(key="start").update(retired=True)
        page = read(client_of(learner).get("/roadmaps/rope/"))
        assert [node["data-node"] for node in page.list_all("section", "data-node")] == ["ship"]
        assert list_rows(page.find("section", class_="gone")) == [("knots", "learning")]
        assert client_of(learner).get("/roadmaps/rope/start/")["Location"] == "/roadmaps/rope/#gone"

    def test_a_filter_leaves_it_out(self, learner: User, rope: Roadmap) -> None:
        mark(learner, knots="done")
        retire("knots")
        assert list_rows(read(client_of(learner).get("/roadmaps/rope/?status=done"))) == []

    def test_its_page_says_so(self, learner: User, rope: Roadmap) -> None:
        mark(learner, knots="done")
        retire("knots")
        page = read(client_of(learner).get("/roadmaps/rope/start/knots/"))
        assert page.find("h1").text == "Knots"
        assert page.find("p", class_="note").text == (
            "This topic is no longer on the trail. Your mark is kept, and counts in no number."
        )
        assert page.find("div", class_="control")["data-status"] == "done"
        assert page.list_all("nav", class_="pager") == []
