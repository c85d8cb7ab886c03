"""What a printer gets: the trail and a topic with the ticks of today, and nothing to press."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from accounts.models import User
from progress.models import Note
from roadmaps.models import Roadmap
from tests.factories import MarkFactory
from tests.journeys.conftest import Visit
from tests.journeys.hands import TRAIL, find_row, topic_path

pytestmark = pytest.mark.journey

PRESSED = ".bar, .tabs, .toasts, .chips, .views, .rail, .state, .pager, .foot-of-page, .btn"
STATUSES = {"linear-algebra": "done", "calculus": "done", "probability-statistics": "skipped"}


@pytest.fixture
def walker(learner: User, roadmap: Roadmap) -> User:
    """Through the first stage, whose rows are folded up on the page, and learning a topic of the second."""
    for key, status in {**STATUSES, "gradient-boosting": "learning"}.items():
        MarkFactory.create(user=learner, topic=roadmap.topics.get(key=key), status=status)
    return learner


def open_on_paper(visit: Visit, learner: User, path: str) -> Page:
    """The page as it is printed from a dark screen."""
    page = visit(signed_in=learner, color_scheme="dark")
    page.goto(path)
    page.emulate_media(media="print")
    return page


def read_style(place: Locator, name: str, pseudo: str = "") -> str:
    value = place.evaluate(
        "(element, [name, pseudo]) => getComputedStyle(element, pseudo || null)[name]", [name, pseudo]
    )
    return str(value)


def expect_nothing_to_press(page: Page) -> None:
    for place in page.locator(PRESSED).all():
        expect(place).not_to_be_visible()


def test_the_trail_prints_with_the_ticks_of_today(visit: Visit, walker: User) -> None:
    page = open_on_paper(visit, walker, TRAIL)
    expect_nothing_to_press(page)
    expect(page.get_by_text("Printed on")).to_be_visible()
    expect(page.locator(".facts")).to_contain_text("2 of 11 done")
    assert read_style(page.locator("body"), "backgroundColor") == "rgb(255, 255, 255)"
    assert read_style(page.locator("body"), "color") == "rgb(0, 0, 0)"
    for row in page.locator("[data-topic]").all():
        expect(row.locator(".way")).to_be_visible()
        assert read_style(row, "breakInside") == "avoid"
    assert read_style(find_row(page, "calculus").locator(".way"), "content", "::after") == '"✓"'
    assert "50%" in read_style(find_row(page, "gradient-boosting").locator(".way"), "backgroundImage", "::before")
    assert "9px 2px" in read_style(
        find_row(page, "probability-statistics").locator(".way"), "backgroundSize", "::before"
    )
    assert read_style(page.locator(".node-head").first, "breakAfter") == "avoid"
    assert page.pdf(format="A4").startswith(b"%PDF")


def test_a_topic_prints_with_addresses_and_the_learners_note(visit: Visit, walker: User, roadmap: Roadmap) -> None:
    topic = roadmap.topics.get(key="linear-algebra")
    Note.objects.create(user=walker, topic=topic, text="Draw the picture first.")
    page = open_on_paper(visit, walker, topic_path("linear-algebra"))
    expect_nothing_to_press(page)
    expect(page.locator("[data-topic-control]").get_by_role("button")).to_have_text(["Done"])
    link = page.locator('.links a[href^="http"]').first
    assert read_style(link, "content", "::after") == f'"{link.get_attribute("href")}"'
    expect(page.get_by_text("Draw the picture first.").last).to_be_visible()
    expect(page.get_by_label("Your notes", exact=True)).not_to_be_visible()
