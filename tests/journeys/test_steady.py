"""Nothing jumps: no layout shift while a page loads, on a mark, and when a topic opens."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from accounts.models import User
from roadmaps.models import Roadmap
from tests.factories import MarkFactory
from tests.journeys.conftest import Visit
from tests.journeys.hands import TRAIL, expect_status, find_way, open_topic, topic_path

pytestmark = pytest.mark.journey

OBSERVE = """
window.shifts = [];
new PerformanceObserver((list) => {
  for (const shift of list.getEntries()) {
    const places = shift.sources.map((source) => source.node?.className || source.node?.nodeName);
    if (!shift.hadRecentInput) window.shifts.push([shift.value, ...places]);
  }
}).observe({type: "layout-shift", buffered: true});
"""


@pytest.fixture
def walker(learner: User, roadmap: Roadmap) -> User:
    """Has finished the first stage but for one topic."""
    for key in ("linear-algebra", "calculus"):
        MarkFactory.create(user=learner, topic=roadmap.topics.get(key=key), status="done")
    return learner


def expect_no_shift(page: Page) -> None:
    page.wait_for_timeout(600)  # a shift within half a second of an input would be excused
    assert page.evaluate("window.shifts") == []


@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_jumps_on_the_trail(visit: Visit, walker: User, width: int) -> None:
    page = visit(width=width, signed_in=walker)
    page.add_init_script(OBSERVE)
    page.goto(TRAIL, wait_until="networkidle")
    expect_no_shift(page)
    find_way(page, "probability-statistics").click()
    expect_status(page, "probability-statistics", "done")
    expect_no_shift(page)
    open_topic(page, "calculus", "Calculus")
    expect_no_shift(page)


@pytest.mark.parametrize("path", ["/", "/roadmaps/", topic_path("linear-algebra")])
def test_nothing_jumps_while_a_page_loads(visit: Visit, walker: User, path: str) -> None:
    page = visit(signed_in=walker)
    page.add_init_script(OBSERVE)
    page.goto(path, wait_until="networkidle")
    expect_no_shift(page)
