"""What a learner keeps at hand, and why they walk a roadmap."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from accounts.models import User
from progress.models import Bookmark, Walk
from roadmaps.models import Roadmap
from tests.factories import MarkFactory, RoadmapFactory
from tests.journeys.hands import TRAIL, expect_toast, topic_path

pytestmark = pytest.mark.journey

TITLE = "Machine Learning Engineer"
CALCULUS = topic_path("calculus")


@pytest.fixture(autouse=True)
def other(roadmap: Roadmap) -> Roadmap:
    return RoadmapFactory.create(key="other", title="Other")


def find_switch(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=f"Keep “{name}” at hand")


def list_cards(page: Page) -> list[str]:
    return [card.get_attribute("data-roadmap") or "" for card in page.locator("[data-roadmap]").all()]


@pytest.mark.parametrize("script", [True, False])
def test_what_is_kept_stands_among_mine_and_at_home(visit: Callable[..., Page], learner: User, script: bool) -> None:
    page = visit(signed_in=learner, java_script_enabled=script)
    for path, name in (("/roadmaps/", TITLE), (CALCULUS, "Calculus")):
        page.goto(path)
        find_switch(page, name).click()
        expect(find_switch(page, name)).to_have_attribute("aria-pressed", "true")
        expect_toast(page, f"Kept at hand: {name}")
        if script:
            expect(find_switch(page, name)).to_be_focused()
    page.goto("/roadmaps/")
    assert len(list_cards(page)) == 2
    page.get_by_role("link", name="Mine 1").click()
    expect(page.get_by_role("link", name="Mine 1")).to_have_attribute("aria-current", "page")
    assert list_cards(page) == ["machine-learning"]

    page.goto("/")
    kept = page.locator("#kept")
    expect(kept.get_by_role("heading", name="Kept at hand")).to_be_visible()
    expect(kept.locator("strong")).to_have_text([TITLE, "Calculus"])
    kept.get_by_role("link", name="Calculus").click()
    find_switch(page, "Calculus").click()
    expect_toast(page, "No longer kept at hand: Calculus")
    expect(find_switch(page, "Calculus")).to_have_attribute("aria-pressed", "false")
    page.goto("/")
    expect(kept.locator("strong")).to_have_text([TITLE])
    assert [(one.roadmap.key, one.topic) for one in Bookmark.objects.all()] == [("machine-learning", None)]


def test_a_thumb_keeps_a_roadmap_from_its_own_page(visit: Callable[..., Page], learner: User) -> None:
    page = visit(signed_in=learner, width=390)
    page.goto(TRAIL)
    box = find_switch(page, TITLE).bounding_box()
    assert box
    assert min(box["width"], box["height"]) >= 44
    find_switch(page, TITLE).click()
    expect(find_switch(page, TITLE)).to_have_attribute("aria-pressed", "true")
    page.goto("/")
    expect(page.locator("#kept strong")).to_have_text([TITLE])


def test_a_guest_is_led_to_sign_up_and_back(page: Page) -> None:
    page.goto(CALCULUS)
    page.get_by_role("link", name="Sign up to keep “Calculus” at hand").click()
    expect(page.get_by_role("heading", name="Sign up", level=1)).to_be_visible()
    assert page.url.endswith(f"?next={CALCULUS}")


def test_why_i_walk_is_written_changed_and_cleared(visit: Callable[..., Page], learner: User, roadmap: Roadmap) -> None:
    MarkFactory.create(user=learner, topic=roadmap.topics.get(key="calculus"), status="done")
    page = visit(signed_in=learner)
    page.goto(TRAIL)
    said, field = page.locator(".said-why q"), page.get_by_label("Your reason, in a sentence")
    for opener, text in (
        ("Why are you walking this?", "To build <one>"),
        ("Edit why you walk this", "For Ada"),
        ("Edit why you walk this", ""),
    ):
        page.get_by_text(opener).click()
        field.fill(text)
        page.locator("#why-save").click()
        expect(said).to_have_text([text] if text else [])
        assert list(Walk.objects.values_list("why", flat=True)) == [text]
    expect(page.get_by_text("Why are you walking this?")).to_be_visible()
