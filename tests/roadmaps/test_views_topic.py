"""The page of a node, the page of a topic, and its panel."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from roadmaps.models import Node, Roadmap, Topic
from tests.clients import client_of
from tests.factories import LinkFactory, NodeFactory
from tests.progress.pages import read
from tests.roadmaps.rope import (
    HTMX,
    check_not_found,
    list_rows,
    mark,
    read_meter,
    read_vary,
    topic_of,
)


class TestNode:
    def test_shows_one_stage_with_its_neighbours(self, learner: User, rope: Roadmap) -> None:
        mark(learner, knots="done")
        page = read(client_of(learner).get("/roadmaps/rope/ship/"))
        assert page.find("title").text == "Ship · Rope work · Waymark"
        assert page.list_texts("h1") == ["Ship"]
        assert "Stage 2 of 2" in page.find("main").text
        assert list_rows(page) == [("rigging", "todo"), ("sails", "todo")]
        assert read_meter(page, "ship") == ["0", "0", "2", "2"]
        facts = page.find("div", class_="node-facts")
        assert facts.list_texts("p") == ["Builds on Start (complete)", "Read more: e.org"]
        assert facts.list_links() == [("Start", "/roadmaps/rope/start/"), ("e.org", "https://www.e.org/ship")]
        assert page.find("nav", class_="pager").list_links() == [("← PreviousStart", "/roadmaps/rope/start/")]
        assert [link["href"] for link in page.find("nav", id="nodes").list_all("a")] == [
            "/roadmaps/rope/start/", "/roadmaps/rope/ship/",
        ]  # fmt: skip

    def test_the_first_has_only_a_following_one(self, guest: Client, rope: Roadmap) -> None:
        page = read(guest.get("/roadmaps/rope/start/"))
        assert page.find("nav", class_="pager").list_links() == [("Next →Ship", "/roadmaps/rope/ship/")]
        assert page.list_all("div", class_="node-facts") == []

    def test_is_open_even_when_complete(self, learner: User, rope: Roadmap) -> None:
        mark(learner, knots="done")
        page = read(client_of(learner).get("/roadmaps/rope/start/"))
        assert "open" in page.find("details", class_="fold").attributes

    def test_an_editor_can_go_and_edit(self, editor: User, rope: Roadmap) -> None:
        links = read(client_of(editor).get("/roadmaps/rope/start/")).find("main").list_links()
        node = Node.objects.get(key="start")
        assert ("Edit this stage", f"/admin/roadmaps/node/{node.pk}/change/") in links

    def test_what_is_not_there(self, guest: Client, rope: Roadmap) -> None:
        NodeFactory.create(key="elsewhere")
        for address in ("/roadmaps/rope/nothing/", "/roadmaps/rope/elsewhere/", "/roadmaps/nothing/start/"):
            check_not_found(guest.get(address))


class TestTopic:
    @pytest.fixture
    def rigging(self, rope: Roadmap) -> Topic:
        """A topic with every field."""
        rigging = topic_of("rigging")
        Topic.objects.filter(pk=rigging.pk).update(
            description="Hoist *it*.",
            prerequisites=["Knots", "A steady hand"],
            takeaways=["Hoist a sail", "Reef <it>"],
            code_snippet='hoist("<sail>")',
            code_language="python",
            video_url="https://www.youtube.com/watch?v=1",
            reviewed=date(2026, 5, 1),
            questions=[{"ask": "Why <reef>?", "answer": "*Wind*."}],
        )
        links: dict[str, dict[str, Any]] = {
            "Costly": {"paid": True, "url": "https://www.udemy.com/rig"},
            "Docs": {"url": "https://docs.e.org/rig"},
            "Own site": {"url": "/blog/rig"},
            "Paper": {"kind": "reference", "url": "https://e.org/paper", "medium": "book"},
        }
        for title, fields in links.items():
            LinkFactory.create(topic=rigging, title=title, **fields)
        return rigging

    def test_shows_everything(self, learner: User, rigging: Topic) -> None:
        mark(learner, knots="done", rigging="learning")
        page = read(client_of(learner).get("/roadmaps/rope/ship/rigging/"))

        assert page.find("title").text == "Rigging · Rope work · Waymark"
        sheet = page.find("article", data_sheet="rigging")
        assert sheet.find("h1").text == "Rigging"
        assert sheet.find("header").find("p").text == "Ship · 1 of 2"
        assert [text for text in sheet.find("header").find("div", class_="meta").list_texts("span") if text] == [
            "Intermediate", "1-2 hours", "checked May 1, 2026",
        ]  # fmt: skip
        assert sheet.list_texts("em")[0] == "it"
        builds = sheet.find("ul", class_="builds")
        assert builds.list_texts("li") == ["Knots (done)", "A steady hand"]
        assert builds.list_links() == [("Knots", "/roadmaps/rope/start/knots/")]
        assert sheet.find(id="ticks").list_texts("li") == ["Hoist a sail", "Reef <it>"]
        assert sheet.find("code").text == 'hoist("<sail>")'
        assert sheet.find("code").find("span", class_="n").text == "hoist"
        assert sheet.find("button", class_="copy").text == "Copy"
        assert sheet.find("div", class_="question").list_texts("p")[0] == "Why <reef>?"
        assert sheet.find("div", class_="question").find("details").find("em").text == "Wind"
        assert sheet.list_texts("h2") == [
            "Builds on", "What you will be able to do", "Code", "Go deeper", "Your links", "References",
            "Ask yourself", "Your notes",
        ]  # fmt: skip

    def test_free_links_stand_before_paid_ones_and_paid_is_a_word(self, guest: Client, rigging: Topic) -> None:
        page = read(guest.get("/roadmaps/rope/ship/rigging/"))
        deeper, references = page.list_all("ul", class_="links")
        assert deeper.list_texts("li") == [
            "Watch the videovideo · youtube.com",
            "Docsdocs · docs.e.org",
            "Own site/blog/rig",
            "Costlycourse · udemy.compaid",
        ]
        assert [link["href"] for link in deeper.list_all("a")] == [
            "https://www.youtube.com/watch?v=1", "https://docs.e.org/rig", "https://www.udemy.com/rig",
        ]  # fmt: skip
        assert references.list_texts("li") == ["Paperbook · e.org"]
        assert {link["rel"] for link in [*deeper.list_all("a"), *references.list_all("a")]} == {"noopener nofollow"}

    def test_links_within_a_site_lead_there_once_it_is_known(
        self, guest: Client, rigging: Topic, settings: Settings
    ) -> None:
        settings.LINK_BASE = "https://e.org"
        links = read(guest.get("/roadmaps/rope/ship/rigging/")).list_all("ul", class_="links")[0].list_all("a")
        assert [link["href"] for link in links if link.text.startswith("Own site")] == ["https://e.org/blog/rig"]

    def test_no_frame_and_nothing_from_elsewhere(self, guest: Client, rigging: Topic) -> None:
        page = read(guest.get("/roadmaps/rope/ship/rigging/"))
        assert [page.list_all(tag) for tag in ("iframe", "img", "video", "embed", "object", "style")] == [[]] * 6
        assert [script["src"] for script in page.list_all("script") if not script["src"].startswith("/static/")] == []
        links = [(link["rel"], link["href"]) for link in page.list_all("link")]
        assert [link for link in links if not link[1].startswith("/static/")] == [
            ("canonical", "http://testserver/roadmaps/rope/ship/rigging/"),
            ("manifest", "/site.webmanifest"),
        ]

    def test_its_siblings_stand_beside_it_with_their_states(self, learner: User, rope: Roadmap) -> None:
        mark(learner, knots="done")
        page = read(client_of(learner).get("/roadmaps/rope/start/knots/"))
        siblings = page.find("nav", id="siblings")
        assert [(link.text, link.attributes.get("aria-current")) for link in siblings.find("ol").list_all("a")] == [
            ("Knots: Done", "page"),
            ("Splices: To do", None),
        ]
        assert siblings.find("p", class_="rail-title").list_links() == [("Start", "/roadmaps/rope/start/")]

    def test_its_neighbours_cross_nodes(self, guest: Client, rope: Roadmap) -> None:
        pagers = {
            key: read(guest.get(topic_of(key).get_absolute_url())).find("nav", class_="pager").list_links()
            for key in ("knots", "rigging", "sails")
        }
        assert pagers == {
            "knots": [("Next →Splices", "/roadmaps/rope/start/splices/")],
            "rigging": [
                ("← PreviousSplices", "/roadmaps/rope/start/splices/"), ("Next →Sails", "/roadmaps/rope/ship/sails/"),
            ],
            "sails": [("← PreviousRigging", "/roadmaps/rope/ship/rigging/")],
        }  # fmt: skip

    def test_its_control_has_all_four_states(self, learner: User, rope: Roadmap) -> None:
        mark(learner, knots="skipped")
        control = read(client_of(learner).get("/roadmaps/rope/start/knots/")).find("div", class_="control")
        assert (control["data-topic-control"], control["data-status"], control.find("form")["action"]) == (
            "knots", "skipped", "/roadmaps/rope/start/knots/mark/",
        )  # fmt: skip
        assert [(button.text, button["value"], button["aria-pressed"]) for button in control.list_all("button")] == [
            ("To do", "todo", "false"),
            ("Learning", "learning", "false"),
            ("Done", "done", "false"),
            ("Skipped", "skipped", "true"),
            ("Not for me", "skipped", "true"),
            ("Later", "skipped later", "false"),
        ]

    def test_a_bare_topic_says_what_is_missing(self, guest: Client, rope: Roadmap) -> None:
        sheet = read(guest.get("/roadmaps/rope/ship/sails/")).find("article")
        assert [text for text in sheet.list_texts("p", class_="muted") if text.startswith("No ")] == [
            "No description yet.", "No resources here yet.",
        ]  # fmt: skip
        assert sheet.list_texts("h2") == ["Go deeper"]

    def test_an_editor_can_go_and_edit(self, editor: User, learner: User, rope: Roadmap) -> None:
        address = f"/admin/roadmaps/topic/{topic_of('knots').pk}/change/"
        for person, expected in ((learner, False), (editor, True)):
            links = read(client_of(person).get("/roadmaps/rope/start/knots/")).find("main").list_links()
            assert (("Edit this topic", address) in links) is expected

    def test_the_panel_is_the_pages_own_sheet(self, learner: User, rigging: Topic) -> None:
        client = client_of(learner)
        page = read(client.get("/roadmaps/rope/ship/rigging/"))
        panel = read(client.get("/roadmaps/rope/ship/rigging/", headers=HTMX))
        assert [panel.list_all(tag) for tag in ("html", "head", "body", "main", "h1")] == [[]] * 5
        assert panel.find("h2", class_="sheet-title").text == "Rigging"
        assert panel.find("a", "data-page")["href"] == "/roadmaps/rope/ship/rigging/"
        assert panel.find("button", "data-close-panel")["aria-label"] == "Close"
        assert panel.find("article").text == page.find("article").text
        assert panel.find("article").list_links() == page.find("article").list_links()

    def test_the_panel_is_not_kept_in_place_of_the_page(self, guest: Client, rope: Roadmap) -> None:
        for headers in ({}, HTMX):
            response = guest.get("/roadmaps/rope/start/knots/", headers=headers)
            assert read_vary(response) >= {"HX-Request", "Cookie", "Accept-Language"}

    def test_what_is_not_there(self, guest: Client, rope: Roadmap) -> None:
        for address in ("/roadmaps/rope/start/nothing/", "/roadmaps/nothing/start/knots/"):
            check_not_found(guest.get(address))
