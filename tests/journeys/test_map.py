"""The map of a roadmap: seen, walked by keyboard, on a phone, and without JavaScript."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from roadmaps.models import Roadmap
from tests.factories import MarkFactory, NodeFactory, RoadmapFactory
from tests.journeys.hands import TRAIL

pytestmark = pytest.mark.journey

MAP = f"{TRAIL}?view=map"
STAGES = ["math-for-ml", "supervised-learning", "unsupervised-learning", "evaluation-engineering", "deployment"]
SHOWN = "[...document.querySelectorAll('.map-box')].filter(box => box.checkVisibility())"
OVERLAPS = f"""() => {{
  const boxes = {SHOWN}.map(box => box.getBoundingClientRect());
  return boxes.flatMap((a, i) => boxes.slice(i + 1).filter(
    b => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)).length;
}}"""
SPILLS = f"""() => {SHOWN}.filter(
  box => box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1).length"""
TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.fixture
def walker(learner: User, roadmap: Roadmap) -> User:
    """Somebody who finished the first stage."""
    for topic in roadmap.topics.filter(node__key="math-for-ml"):
        MarkFactory.create(user=learner, topic=topic, status="done")
    return learner


def test_the_map_shows_where_one_stands_and_leads_to_each_stage(visit: Callable[..., Page], walker: User) -> None:
    page = visit(signed_in=walker)
    page.goto(TRAIL)
    page.get_by_role("link", name="Map", exact=True).click()
    box = page.get_by_role("link", name="ML Algorithms (Supervised): ").locator("visible=true")
    expect(box).to_have_attribute("aria-current", "step")
    expect(page.locator(".flag")).to_have_text("You are here")
    expect(page.locator(".map .line.walked")).to_have_attribute("d", "M50 5.2V8.7")
    box.click()
    expect(page.get_by_role("heading", name="ML Algorithms (Supervised)", level=1)).to_be_visible()


@pytest.mark.parametrize("width", [1280, 390])
def test_the_keyboard_follows_the_trail_without_javascript(
    visit: Callable[..., Page], walker: User, width: int
) -> None:
    page = visit(signed_in=walker, width=width, java_script_enabled=False)
    page.goto(MAP)
    page.locator(".views summary").focus()
    walked = []
    for _ in STAGES:
        page.keyboard.press("Tab")
        walked.append(page.locator(":focus").get_attribute("data-node"))
    assert walked == STAGES
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{page.url.split('/roadmaps/')[0]}{TRAIL}deployment/")


def test_the_trail_is_one_click_away_and_the_words_say_the_same(page: Page, roadmap: Roadmap) -> None:
    page.goto(MAP)
    page.get_by_text("The map in words").click()
    expect(page.locator(".map-words li").first).to_have_text(
        "Mathematics for ML: 0 of 3 done, not begun. 40 h left. You are here."
    )
    page.get_by_role("link", name="Trail", exact=True).click()
    expect(page.locator("[data-topic]").first).to_be_visible()


def test_sixty_stages_neither_overlap_nor_spill_at_any_width(page: Page, transactional_db: None) -> None:
    roadmap = RoadmapFactory.create(key="sixty")
    titles = ["C", "Reading and understanding very long messages", "Donaudampfschifffahrtsgesellschaft"]
    for number in range(60):
        above = [f"n{other}" for other in {number - 1 - number % 5, number - 3, number // 2} if 0 <= other < number]
        NodeFactory.create(roadmap=roadmap, key=f"n{number}", title=f"{titles[number % 3]} {number}", depends_on=above)
    page.goto("/roadmaps/sixty/?view=map")
    for width in (1280, 870, 390, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(f"{SHOWN}.length") == 60
        assert (page.evaluate(OVERLAPS), page.evaluate(SPILLS), page.evaluate(TOO_WIDE)) == (0, 0, False), width
