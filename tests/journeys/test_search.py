"""Search as one types, and the field above a trail."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from roadmaps.models import Roadmap
from tests.journeys.hands import TRAIL, topic_path
from tests.journeys.test_accessibility import expect_no_violation

pytestmark = pytest.mark.journey


def test_results_come_while_one_types_and_the_keyboard_walks_them(
    visit: Callable[..., Page], roadmap: Roadmap, learner: User
) -> None:
    page = visit(signed_in=learner)
    page.goto("/roadmaps/")
    field, results = page.locator("[data-search-field]"), page.locator("#found")
    field.press_sequentially("linear alg")
    expect(results.locator("a").first).to_contain_text("Linear Algebra")
    expect(results.locator("mark").first).to_have_text("Linear")
    expect(page.locator("[data-search-said]")).to_contain_text("result")
    page.keyboard.press("ArrowDown")
    expect(results.locator("a").first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(field).to_be_focused()
    page.keyboard.press("Escape")
    expect(results).to_be_hidden()
    expect(field).to_have_value("linear alg")
    page.keyboard.press("ArrowDown")
    expect(results).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{topic_path('linear-algebra')}")


def test_enter_opens_the_page_of_results(visit: Callable[..., Page], roadmap: Roadmap) -> None:
    page = visit()
    page.goto("/roadmaps/")
    page.locator("[data-search-field]").fill("calculus")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=calculus")
    expect(page.locator("#results .hit-name").first).to_have_text("Calculus")
    page.locator("[data-search-field]").fill("")
    page.locator("[data-search-field]").press_sequentially("zzzz")
    expect(page.locator("#results")).to_contain_text("Nothing here has words")
    page.locator("[data-search-field]").fill("linear")
    expect(page.locator("#results .hit-name").first).to_contain_text("Linear")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#results a").first).to_be_focused()


def test_the_list_and_the_page_are_accessible(visit: Callable[..., Page], roadmap: Roadmap) -> None:
    page = visit()
    for query in ("?q=linear", "?q=zzzz", ""):
        page.goto(f"/search/{query}")
        expect_no_violation(page)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(TRAIL)
    page.locator("#find").press_sequentially("linear")
    expect(page.locator("#found a").first).to_be_visible()
    expect_no_violation(page)


def test_without_script_on_a_phone(visit: Callable[..., Page], roadmap: Roadmap) -> None:
    page = visit(java_script_enabled=False, width=390)
    page.goto("/")
    page.get_by_role("link", name="Search", exact=True).click()
    page.get_by_label("Search roadmaps, topics and your notes").fill("linear")
    page.get_by_role("button", name="Search").click()
    expect(page.locator("#results .hit-name").first).to_contain_text("Linear")
    page.goto(TRAIL)
    page.get_by_label("Find a topic on this trail").fill("calc")
    page.get_by_role("button", name="Find", exact=True).click()
    expect(page.locator("[data-topic]:visible")).to_have_count(1)


def test_the_trail_is_filtered_while_one_types(visit: Callable[..., Page], roadmap: Roadmap) -> None:
    page = visit()
    page.goto(TRAIL)
    rows, everything = page.locator("[data-topic]:visible"), page.locator("[data-topic]").count()
    field, said = page.get_by_label("Find a topic on this trail"), page.locator("[data-sift-said]")
    field.press_sequentially("CÁLC")
    expect(rows).to_have_count(1)
    expect(page.locator("[data-node]:visible")).to_have_count(1)
    expect(said).to_have_text("Topics shown: 1")
    assert "q=C" in str(page.locator("#chips a").first.get_attribute("href"))
    field.fill("zzzz")
    expect(rows).to_have_count(0)
    page.locator("[data-sift-clear]").click()
    expect(rows).to_have_count(everything)
    expect(said).to_have_text("")
    page.goto(f"{TRAIL}?q=calc")
    expect(rows).to_have_count(1)
    field.fill("")
    expect(rows).to_have_count(everything)


RULE = (
    "linear",
    "LINEAR alg",
    "gebra",
    "c++",
    "c",
    ".net",
    "net",
    "crème",
    "creme",
    "straße",
    "学",
    "习",
    "node.js",
    "1+1",
    "%",
    "ø",
)
NAMES = ("Linear Algebra", "C++", "C", ".NET", "Crème", "Straße", "深度学习Python", "Node.js", "1+1", "Øre")


def test_the_script_has_the_rule_of_the_server(visit: Callable[..., Page], roadmap: Roadmap) -> None:
    topics = list(roadmap.topics.filter(retired=False).order_by("pk")[: len(NAMES)])
    for topic, name in zip(topics, NAMES, strict=True):
        topic.name, topic.description = name, ""
        topic.save()
    page = visit()
    shown = page.locator("[data-topic]:visible")
    by_server = {}
    for text in RULE:
        page.goto(f"{TRAIL}?{urlencode({'q': text})}")
        by_server[text] = shown.evaluate_all("rows => rows.map(row => row.dataset.topic)")
    page.goto(TRAIL)
    field = page.get_by_label("Find a topic on this trail")
    by_script = {}
    for text in RULE:
        field.fill(text)
        by_script[text] = shown.evaluate_all("rows => rows.map(row => row.dataset.topic)")
    assert by_script == by_server
    assert len(set(map(tuple, by_server.values()))) > 2, "the texts were to tell the topics apart"
