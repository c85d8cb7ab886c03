"""Focus is never lost: after every press it is on what was pressed, or on the nearest thing that stayed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from tests.journeys.browsers import Watch
from tests.journeys.hands import (
    NO_SERVER,
    TRAIL,
    choose_in_menu,
    expect_control,
    expect_status,
    expect_toast,
    find_row,
    find_way,
    let_marks_through,
    open_topic,
    press_in_control,
    stop_marks,
    topic_path,
    undo,
)

pytestmark = pytest.mark.journey


def dismiss(page: Page) -> None:
    page.locator("#toasts").get_by_role("button", name="Dismiss").click()
    expect(page.locator("#toasts [data-toast]:visible")).to_have_count(0)


def test_on_the_trail_it_stays_with_the_row(trail: Page) -> None:
    way, menu = find_way(trail, "calculus"), find_row(trail, "calculus").locator("summary")
    way.click()
    expect_status(trail, "calculus", "done")
    expect(way).to_be_focused()

    undo(trail)
    expect_toast(trail, "Undone: 1 topic is as it was.")
    expect(way).to_be_focused()
    dismiss(trail)
    expect(way).to_be_focused()

    choose_in_menu(trail, "calculus", "Learning")
    expect_status(trail, "calculus", "learning")
    expect(menu).to_be_focused()
    undo(trail)
    expect_status(trail, "calculus", "todo")
    expect(menu).to_be_focused()


def test_the_row_that_stops_being_the_next_keeps_it_too(trail: Page) -> None:
    link = find_row(trail, "linear-algebra").get_by_role("link")
    link.focus()
    trail.keyboard.press("d")
    expect_status(trail, "linear-algebra", "done")
    expect(find_row(trail, "linear-algebra").get_by_role("link")).to_be_focused()


def test_in_the_panel_it_stays_with_the_topic(trail: Page) -> None:
    open_topic(trail, "linear-algebra", "Linear Algebra")
    control = trail.locator("[data-topic-control]")
    press_in_control(trail, "Done")
    expect_control(trail, "done", "Done")
    expect(control.get_by_role("button", name="Done", exact=True)).to_be_focused()
    undo(trail)
    expect_control(trail, "todo", "To do")
    expect(control.get_by_role("button", name="Done", exact=True)).to_be_focused()

    trail.locator("#panel a[rel=next]").click()
    expect(trail.locator(".sheet-title")).to_have_text("Calculus")
    expect(trail.locator(".sheet-title")).to_be_focused()
    trail.keyboard.press("Escape")
    expect(find_row(trail, "calculus").get_by_role("link")).to_be_focused()


def test_a_panel_whose_row_is_not_on_the_page_leaves_it_to_the_page(trail: Page) -> None:
    trail.goto(f"{TRAIL}math-for-ml/")
    open_topic(trail, "probability-statistics", "Probability & Statistics")
    trail.locator("#panel a[rel=next]").click()
    expect(trail.locator(".sheet-title")).not_to_have_text("Probability & Statistics")
    trail.keyboard.press("Escape")
    expect(find_row(trail, "probability-statistics").get_by_role("link")).to_be_focused()

    find_row(trail, "probability-statistics").get_by_role("link").click()
    expect(trail.locator(".sheet-title")).to_have_text("Probability & Statistics")
    trail.evaluate("document.querySelector('[data-topic=probability-statistics]').remove()")
    trail.get_by_role("button", name="Close").click()
    expect(trail.locator("#main")).to_be_focused()


def test_on_the_page_of_a_topic_it_stays_with_the_control(visit: Callable[..., Page], returner: User) -> None:
    page = visit(signed_in=returner, width=390)
    page.goto(topic_path("calculus"))
    page.get_by_role("button", name="I have looked at it").click()
    expect(page.get_by_role("button", name="I have looked at it")).to_have_count(0)
    done = page.locator("[data-topic-control]").get_by_role("button", name="Done", exact=True)
    expect(done).to_be_focused()

    press_in_control(page, "Skipped")
    expect_control(page, "skipped", "Skipped")
    undo(page)
    expect_control(page, "done", "Done")
    expect(page.locator("[data-topic-control]").get_by_role("button", name="Skipped", exact=True)).to_be_focused()


def test_a_failure_leaves_it_where_it_was(trail: Page, watch: Watch) -> None:
    watch.expect(*NO_SERVER)
    stop_marks(trail)
    find_way(trail, "calculus").click()
    expect_toast(trail, "Not saved: the site cannot be reached.")
    expect(find_way(trail, "calculus")).to_be_focused()

    let_marks_through(trail)
    trail.locator("#toasts").get_by_role("button", name="Try again").click()
    expect_status(trail, "calculus", "done")
    expect(find_way(trail, "calculus")).to_be_focused()


def test_escape_in_a_menu_gives_it_back(trail: Page) -> None:
    more = trail.locator(".views summary")
    more.click()
    trail.keyboard.press("Escape")
    expect(more).to_be_focused()


def test_a_press_on_nothing_is_not_taken_back(trail: Page) -> None:
    find_way(trail, "calculus").focus()
    trail.locator(".lede").click()
    find_row(trail, "calculus").evaluate("row => row.remove()")
    expect(trail.locator("#main")).to_be_focused()
