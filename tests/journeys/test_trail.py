"""On the roadmap's page: filters, reset, two tabs, the phone's sheets."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from accounts.models import User
from progress.models import Change, Mark
from roadmaps.models import Roadmap
from tests.factories import MarkFactory
from tests.journeys.hands import (
    ROADMAP,
    TRAIL,
    choose_in_menu,
    expect_control,
    expect_meter,
    expect_next,
    expect_status,
    expect_toast,
    find_row,
    find_way,
    topic_path,
    undo,
)

pytestmark = pytest.mark.journey

SCRIPT = pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
STATUSES = ["All 13", "To do 9", "Learning 1", "Done 2", "Skipped 1"]


@pytest.fixture
def walker(learner: User, roadmap: Roadmap) -> User:
    """Somebody under way: two topics done, one being learnt, one skipped."""
    for key, status in (
        ("linear-algebra", "done"),
        ("calculus", "done"),
        ("probability-statistics", "learning"),
        ("model-serialization", "skipped"),
    ):
        MarkFactory.create(user=learner, topic=roadmap.topics.get(key=key), status=status)
    return learner


def list_shown(page: Page) -> list[str | None]:
    """The keys of the rows on the page, in order."""
    return [row.get_attribute("data-topic") for row in page.locator("[data-topic]").all()]


def find_chip(page: Page, text: str) -> Locator:
    return page.locator("#chips").get_by_role("link", name=text, exact=True)


@SCRIPT
def test_filters_count_and_list_what_they_say(visit: Callable[..., Page], walker: User, script: bool) -> None:
    page = visit(signed_in=walker, java_script_enabled=script)
    page.goto(TRAIL)
    expect(page.locator("#chips a")).to_have_text(
        [*STATUSES, "Any level", "Beginner 2", "Intermediate 8", "Advanced 3", "Optional 1"]
    )
    assert len(list_shown(page)) == 13

    find_chip(page, "Done 2").click()
    expect(page).to_have_url(f"{TRAIL}?status=done")
    expect(find_chip(page, "Done 2")).to_have_attribute("aria-current", "true")
    assert list_shown(page) == ["linear-algebra", "calculus"]

    find_chip(page, "Intermediate 1").click()
    expect(page).to_have_url(f"{TRAIL}?status=done&level=intermediate")
    assert list_shown(page) == ["calculus"]

    find_chip(page, "Skipped 1").click()
    expect(page).to_have_url(f"{TRAIL}?status=skipped&level=intermediate")
    assert list_shown(page) == ["model-serialization"]

    find_chip(page, "Optional 0").click()
    expect(page.locator("[data-topic]")).to_have_count(0)
    page.get_by_role("link", name="Show all topics").click()
    expect(page).to_have_url(TRAIL)
    assert len(list_shown(page)) == 13


def test_every_number_in_the_header_leads_to_what_is_behind_it(visit: Callable[..., Page], walker: User) -> None:
    page = visit(signed_in=walker)
    page.goto(TRAIL)
    expect_meter(page, ROADMAP, done=2, required=11, percent=18)
    for text, count in (("2 of 11 done", 2), ("9 left", 9), ("0 of 1 optional", 1)):
        page.locator(".facts").get_by_role("link", name=text).click()
        expect(page.locator("[data-topic]")).to_have_count(count)


def test_a_row_that_no_longer_fits_stays_until_the_filter_is_applied_again(
    visit: Callable[..., Page], walker: User
) -> None:
    page = visit(signed_in=walker)
    page.goto(f"{TRAIL}?status=learning")
    assert list_shown(page) == ["probability-statistics"]

    find_way(page, "probability-statistics").click()
    expect_status(page, "probability-statistics", "done")
    expect(find_row(page, "probability-statistics")).to_be_visible()
    expect(page.locator("#chips a").nth(2)).to_have_text("Learning 0")
    expect(page.locator("#chips a").nth(3)).to_have_text("Done 3")

    find_chip(page, "Learning 0").click()
    expect(page.get_by_text("No topic fits this filter.")).to_be_visible()
    assert list_shown(page) == []


@SCRIPT
def test_reset_asks_first_and_can_be_undone(visit: Callable[..., Page], walker: User, script: bool) -> None:
    page = visit(signed_in=walker, java_script_enabled=script)
    page.goto(TRAIL)
    ask_for_reset(page)
    page.get_by_role("link", name="Keep my progress").click()
    expect_meter(page, ROADMAP, done=2, required=11, percent=18)

    ask_for_reset(page)
    page.get_by_role("button", name="Reset this roadmap").click()
    expect(page).to_have_url(TRAIL)
    expect_toast(page, "4 topics are back to do.")
    expect_meter(page, ROADMAP, done=0, required=12, percent=0)
    expect_next(page, "linear-algebra")

    undo(page)
    expect_toast(page, "Undone: 4 topics are as they were.")
    expect(page).to_have_url(TRAIL)
    expect_meter(page, ROADMAP, done=2, required=11, percent=18)
    expect_status(page, "probability-statistics", "learning")
    expect_status(page, "model-serialization", "skipped")


def ask_for_reset(page: Page) -> None:
    page.locator("summary", has_text="More").click()
    page.get_by_role("link", name="Reset my progress").click()
    expect(page.get_by_role("main")).to_contain_text("4 topics of Machine Learning Engineer go back to do")


def test_two_tabs_on_one_topic_end_with_the_last_word(
    visit: Callable[..., Page], roadmap: Roadmap, learner: User
) -> None:
    first = visit(signed_in=learner)
    second = first.context.new_page()
    for tab in (first, second):
        tab.goto(TRAIL)
    find_way(first, "calculus").click()
    expect_status(first, "calculus", "done")
    expect_status(second, "calculus", "todo")

    find_way(second, "calculus").click()
    expect_status(second, "calculus", "done")
    expect_meter(second, ROADMAP, done=1, required=12, percent=8)
    choose_in_menu(second, "calculus", "Learning")
    expect_status(second, "calculus", "learning")
    first.reload()
    expect_status(first, "calculus", "learning")
    expect_meter(first, ROADMAP, done=0, required=12, percent=0)
    assert list(Mark.objects.values_list("topic__key", "status")) == [("calculus", "learning")]
    assert list(Change.objects.order_by("id").values_list("before", "after")) == [
        ("todo", "done"),
        ("done", "learning"),
    ]


def test_two_tabs_that_press_at_once_make_one_mark(visit: Callable[..., Page], roadmap: Roadmap, learner: User) -> None:
    first = visit(signed_in=learner)
    tabs = (first, first.context.new_page())
    for tab in tabs:
        tab.goto(TRAIL)
    for tab in tabs:
        tab.evaluate("document.querySelector('[data-topic=\"calculus\"] .way').click()")
    for tab in tabs:
        expect_status(tab, "calculus", "done")
    assert list(Mark.objects.values_list("topic__key", "status")) == [("calculus", "done")]
    assert list(Change.objects.values_list("before", "after")) == [("todo", "done")]


def test_on_a_phone_filters_stages_and_places_have_their_own_doors(visit: Callable[..., Page], walker: User) -> None:
    page = visit(signed_in=walker, width=390, has_touch=True, is_mobile=True)
    page.goto(TRAIL)
    chips, stages = page.locator("#chips"), page.locator("#nodes")
    expect(chips).to_be_hidden()
    expect(stages).to_be_hidden()
    expect(page.locator(".bar nav")).to_be_hidden()

    page.get_by_role("button", name="Filter").click()
    expect(chips).to_be_visible()
    find_chip(page, "Learning 1").click()
    expect(page).to_have_url(f"{TRAIL}?status=learning")
    assert list_shown(page) == ["probability-statistics"]

    page.locator('[data-node="math-for-ml"]').get_by_role("button", name="Open the list of stages").click()
    expect(stages).to_be_visible()
    stages.get_by_role("link", name="Deployment & MLOps").click()
    expect(page).to_have_url(f"{TRAIL}deployment/")

    page.get_by_role("navigation", name="Main, below").get_by_role("link", name="Home").click()
    expect(page).to_have_url("/")


def test_on_a_phone_a_topic_opens_as_its_own_page_with_its_neighbours(visit: Callable[..., Page], walker: User) -> None:
    page = visit(signed_in=walker, width=390, has_touch=True, is_mobile=True)
    page.goto(TRAIL)
    find_row(page, "probability-statistics").get_by_role("link").click()
    expect(page).to_have_url(topic_path("probability-statistics"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Probability & Statistics")
    expect_control(page, "learning", "Learning")

    siblings = page.locator("#siblings")
    expect(siblings).to_be_hidden()
    page.get_by_role("button", name="All topics of Mathematics for ML").click()
    expect(siblings.locator("ol a")).to_have_text(
        ["Linear Algebra: Done", "Calculus: Done", "Probability & Statistics: Learning"]
    )
    siblings.get_by_role("link", name="Calculus").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Calculus")
    page.get_by_role("link", name="Previous").click()
    expect(page).to_have_url(topic_path("linear-algebra"))


def test_complete_stages_are_folded_until_opened(visit: Callable[..., Page], walker: User) -> None:
    page = visit(signed_in=walker)
    page.goto(TRAIL)
    find_way(page, "probability-statistics").click()
    expect_meter(page, "math-for-ml", done=3, required=3, percent=100)
    page.reload()
    expect(find_row(page, "calculus")).to_be_hidden()

    page.locator('[data-node="math-for-ml"] .fold > summary').click()
    expect(find_row(page, "calculus")).to_be_visible()
