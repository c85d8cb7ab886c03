"""The trail without a mouse."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from tests.journeys.hands import (
    ROADMAP,
    TRAIL,
    expect_control,
    expect_meter,
    expect_next,
    expect_status,
    expect_toast,
    find_row,
    find_way,
    tab_to,
    topic_path,
)

pytestmark = pytest.mark.journey


def test_the_first_tab_offers_to_skip_to_the_content(trail: Page) -> None:
    trail.keyboard.press("Tab")
    skip = trail.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()

    trail.keyboard.press("Enter")
    expect(trail.locator("#main")).to_be_focused()
    trail.keyboard.press("Tab")
    expect(trail.get_by_role("link", name="All roadmaps").first).to_be_focused()


def test_a_waypoint_is_pressed_with_space_and_keeps_the_focus(trail: Page) -> None:
    tab_to(trail, find_way(trail, "linear-algebra"))
    trail.keyboard.press("Space")

    expect_status(trail, "linear-algebra", "done")
    expect_meter(trail, ROADMAP, done=1, required=12, percent=8)
    expect(find_way(trail, "linear-algebra")).to_be_focused()
    expect(find_way(trail, "linear-algebra")).to_have_accessible_name("Linear Algebra: done. Select to mark it to do")

    trail.keyboard.press("Enter")
    expect_status(trail, "linear-algebra", "todo")
    expect(find_way(trail, "linear-algebra")).to_be_focused()


def test_the_menu_opens_closes_and_marks(trail: Page) -> None:
    menu = find_row(trail, "calculus").locator("details.state")
    tab_to(trail, menu.locator("summary"))
    trail.keyboard.press("Enter")
    expect(menu).to_have_attribute("open", "")
    trail.keyboard.press("Escape")
    expect(menu).not_to_have_attribute("open", "")
    expect(menu.locator("summary")).to_be_focused()

    trail.keyboard.press("Space")
    tab_to(trail, menu.get_by_role("button", name="Not for me", exact=True))
    trail.keyboard.press("Enter")
    expect_status(trail, "calculus", "skipped")
    expect(menu).not_to_have_attribute("open", "")
    expect(menu.locator("summary")).to_be_focused()
    expect_next(trail, "linear-algebra")


def test_leaving_a_menu_closes_it(trail: Page) -> None:
    menu = find_row(trail, "calculus").locator("details.state")
    tab_to(trail, menu.locator("summary"))
    trail.keyboard.press("Enter")
    expect(menu).to_have_attribute("open", "")

    tab_to(trail, find_way(trail, "probability-statistics"))
    expect(menu).not_to_have_attribute("open", "")


def test_the_panel_has_the_topics_address_and_gives_the_focus_back(trail: Page) -> None:
    panel, link = trail.locator("#panel"), find_row(trail, "calculus").get_by_role("link", name="Calculus")
    tab_to(trail, link)
    trail.keyboard.press("Enter")
    expect(panel).to_be_visible()
    expect(trail).to_have_url(topic_path("calculus"))
    expect(trail).to_have_title("Calculus · Machine Learning Engineer · Waymark")
    expect(panel.get_by_role("heading", name="Calculus")).to_be_focused()

    trail.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(trail).to_have_url(TRAIL)
    expect(trail).to_have_title("Machine Learning Engineer · Waymark")
    expect(link).to_be_focused()


def test_the_panel_is_closed_by_its_button_and_by_back(trail: Page) -> None:
    panel, link = trail.locator("#panel"), find_row(trail, "calculus").get_by_role("link", name="Calculus")
    tab_to(trail, link)
    trail.keyboard.press("Enter")
    expect(panel).to_be_visible()
    tab_to(trail, panel.get_by_role("button", name="Close"), "Shift+Tab")
    trail.keyboard.press("Enter")
    expect(panel).to_be_hidden()
    expect(link).to_be_focused()

    trail.keyboard.press("Enter")
    expect(panel).to_be_visible()
    trail.go_back()
    expect(panel).to_be_hidden()
    expect(trail).to_have_url(TRAIL)
    expect(link).to_be_focused()


def test_back_walks_through_the_topics_that_were_open(trail: Page) -> None:
    panel = trail.locator("#panel")
    tab_to(trail, find_row(trail, "linear-algebra").get_by_role("link", name="Linear Algebra"))
    trail.keyboard.press("Enter")
    expect(panel.get_by_role("heading", level=2)).to_have_text("Linear Algebra")
    tab_to(trail, panel.get_by_role("link", name=re.compile("^Next")))
    trail.keyboard.press("Enter")
    expect(panel.get_by_role("heading", level=2)).to_have_text("Calculus")
    expect(trail).to_have_url(topic_path("calculus"))

    trail.go_back()
    expect(panel.get_by_role("heading", level=2)).to_have_text("Linear Algebra")
    expect(trail).to_have_url(topic_path("linear-algebra"))
    trail.go_back()
    expect(panel).to_be_hidden()
    expect(trail).to_have_url(TRAIL)


def test_reload_with_the_panel_open_gives_the_topics_page(trail: Page) -> None:
    tab_to(trail, find_row(trail, "calculus").get_by_role("link", name="Calculus"))
    trail.keyboard.press("Enter")
    expect(trail.locator("#panel")).to_be_visible()

    trail.reload()
    expect(trail.get_by_role("heading", level=1)).to_have_text("Calculus")
    expect(trail.locator("#panel")).to_have_count(0)
    trail.go_back()
    expect(trail).to_have_url(TRAIL)
    expect(trail.get_by_role("heading", level=1)).to_have_text("Machine Learning Engineer")


def test_the_panel_marks_and_keeps_the_focus_on_the_pressed_button(trail: Page) -> None:
    tab_to(trail, find_row(trail, "calculus").get_by_role("link", name="Calculus"))
    trail.keyboard.press("Enter")
    learning = trail.locator("[data-topic-control]").get_by_role("button", name="Learning", exact=True)
    expect(learning).to_be_visible()
    tab_to(trail, learning)
    trail.keyboard.press("Space")

    expect_control(trail, "learning", "Learning")
    expect_status(trail, "calculus", "learning")
    expect(learning).to_be_focused()


def test_undo_in_the_toast_is_reached_and_pressed(trail: Page) -> None:
    find_way(trail, "api-development").focus()  # the last row: the way there is long and not what is tried
    trail.keyboard.press("Space")
    expect_toast(trail, "API Development: done")

    tab_to(trail, trail.locator("#toasts").get_by_role("button", name="Undo"))
    trail.keyboard.press("Enter")
    expect_toast(trail, "Undone: 1 topic is as it was.")
    expect_status(trail, "api-development", "todo")


def test_what_changed_since_is_found_and_looked_at(visit: Callable[..., Page], returner: User) -> None:
    page = visit(signed_in=returner)
    page.goto(TRAIL)
    tab_to(page, page.locator(".facts").get_by_role("link", name="1 changed since you finished"))
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{TRAIL}?status=changed")
    tab_to(page, find_row(page, "calculus").get_by_role("link"))
    page.keyboard.press("Enter")
    expect(page.locator(".sheet-title")).to_be_focused()
    tab_to(page, page.get_by_role("button", name="I have looked at it"))
    page.keyboard.press("Space")
    expect_toast(page, "Calculus: done")
    expect(page.locator("[data-topic-control]").get_by_role("button", name="Done", exact=True)).to_be_focused()


def test_what_left_the_trail_is_reached_and_marked(visit: Callable[..., Page], returner: User) -> None:
    page = visit(signed_in=returner)
    page.goto(f"{TRAIL}supervised-learning/")
    tab_to(page, find_way(page, "gradient-boosting"))
    page.keyboard.press("Space")
    expect_status(page, "gradient-boosting", "todo")
    expect(find_way(page, "gradient-boosting")).to_be_focused()
