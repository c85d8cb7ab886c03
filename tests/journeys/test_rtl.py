"""Pages read from the right: mirrored, and no wider than the screen. The words stay English, the layout is asked."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect
from pytest_django import Settings

from accounts.models import User
from roadmaps.models import Roadmap
from tests.factories import MarkFactory
from tests.journeys.hands import TRAIL, open_topic, topic_path

pytestmark = pytest.mark.journey

PAGES = (
    "/",
    "/roadmaps/",
    TRAIL,
    f"{TRAIL}?view=map",
    f"{TRAIL}math-for-ml/",
    topic_path("linear-algebra"),
    "/settings/",
)
# What sticks out of the page on either side, unless something around it scrolls or cuts it off on purpose.
OUTSIDE = """() => {
  const width = document.documentElement.clientWidth;
  const isCut = (element) => {
    for (let e = element; e && e !== document.body; e = e.parentElement) {
      if (getComputedStyle(e).overflowX !== "visible") return true;
    }
    return false;
  };
  const outside = [...document.body.querySelectorAll("*")].filter((e) => {
    const box = e.getBoundingClientRect();
    return box.width && (box.left < -1 || box.right > width + 1) && !isCut(e);
  });
  const whole = document.documentElement.scrollWidth;
  return [...(whole > width ? [`the page is ${whole} px wide`] : []),
          ...outside.map((e) => `${e.tagName}.${e.className?.baseVal ?? e.className}`)];
}"""


@pytest.fixture(autouse=True)
def _arabic(settings: Settings) -> None:
    settings.LANGUAGES = [("en", "English"), ("ar", "Arabic")]


@pytest.fixture
def walker(learner: User, roadmap: Roadmap) -> User:
    User.objects.filter(pk=learner.pk).update(language="ar")
    for key, status in (("linear-algebra", "done"), ("calculus", "learning"), ("gradient-boosting", "skipped")):
        MarkFactory.create(user=learner, topic=roadmap.topics.get(key=key), status=status)
    return learner


def middle(element: Locator) -> float:
    """How far its middle is from the left edge of the screen, in pixels."""
    box = element.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_no_page_is_wider_than_the_screen(visit: Callable[..., Page], walker: User, width: int) -> None:
    page = visit(width=width, signed_in=walker)
    found = []
    for path in PAGES:
        page.goto(path)
        expect(page.locator("html")).to_have_attribute("dir", "rtl")
        found += [f"{path}: {fault}" for fault in page.evaluate(OUTSIDE)]
    assert not found, "\n".join(found)


def test_bar_rail_rows_and_meters_are_mirrored(visit: Callable[..., Page], walker: User) -> None:
    page = visit(signed_in=walker)
    page.goto(TRAIL)
    assert middle(page.locator(".brand")) > 900 > 400 > middle(page.locator(".avatar"))
    assert middle(page.locator("#nodes")) > middle(page.locator("[data-node]").first)
    row = page.locator('[data-topic="calculus"]')
    assert middle(row.locator(".way")) > middle(row.locator("h3 a")) > middle(row.locator(".state"))
    meter = page.locator("#summary .meter")
    assert middle(meter.locator("rect.done")) > middle(meter)


@pytest.mark.parametrize("width", [1280, 1000])
def test_the_panel_stands_at_the_left(visit: Callable[..., Page], walker: User, width: int) -> None:
    page = visit(width=width, signed_in=walker)
    page.goto(TRAIL)
    open_topic(page, "calculus", "Calculus")
    assert middle(page.locator("#panel")) < width / 2
    assert page.evaluate(OUTSIDE) == []


def test_content_in_english_keeps_its_own_direction(visit: Callable[..., Page], walker: User) -> None:
    Roadmap.objects.update(language="en")
    page = visit(signed_in=walker)
    page.goto(TRAIL)
    title = page.get_by_role("heading", level=1)
    assert (title.get_attribute("lang"), title.get_attribute("dir")) == ("en", "ltr")
    expect(title).to_have_css("text-align", "end")
