"""The first walk: sign up, mark in every way there is, leave, come back, find it all as it was."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from roadmaps.models import Roadmap
from tests.journeys.hands import (
    ROADMAP,
    TRAIL,
    choose_in_menu,
    expect_control,
    expect_meter,
    expect_next,
    expect_rail,
    expect_status,
    expect_toast,
    find_way,
    open_topic,
    press_in_control,
    sign_in,
    sign_out,
    sign_up,
    undo,
)

pytestmark = pytest.mark.journey

DEVICES: dict[str, dict[str, object]] = {
    "wide": {},
    "without script": {"java_script_enabled": False},
    "phone": {"width": 390, "has_touch": True, "is_mobile": True},
}
# What the walk leaves behind.
LEFT_BEHIND = {
    "linear-algebra": "todo",
    "calculus": "learning",
    "probability-statistics": "skipped",
    "linear-logistic-regression": "done",
    "gradient-boosting": "todo",
}


@pytest.mark.parametrize("device", DEVICES)
def test_a_stranger_walks_the_trail_and_finds_it_again(
    visit: Callable[..., Page], roadmap: Roadmap, device: str
) -> None:
    page = visit(**DEVICES[device])
    find_the_trail(page)
    mark_on_rows(page)
    mark_on_topics(page, device)
    expect_what_was_left(page)

    page.reload()
    expect_what_was_left(page)
    sign_out(page)
    page.goto("/accounts/login/")
    sign_in(page, "new@example.org")
    expect(page).to_have_url("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Linear Algebra")
    page.goto(TRAIL)
    expect_what_was_left(page)


def find_the_trail(page: Page) -> None:
    """Front page, sign-up, catalogue, roadmap: by what stands on the pages, and nothing else."""
    page.goto("/")
    page.locator(".bar").get_by_role("link", name="Sign up").click()
    sign_up(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Pick a trail")
    page.get_by_role("main").get_by_role("link", name="See all roadmaps").click()
    page.get_by_role("main").get_by_role("link", name="Machine Learning Engineer").click()
    expect(page).to_have_url(TRAIL)
    expect_meter(page, ROADMAP, done=0, required=12, percent=0)
    expect_next(page, "linear-algebra")


def mark_on_rows(page: Page) -> None:
    """Done by the waypoint, learning and skipped by the menu."""
    find_way(page, "linear-algebra").click()
    expect_status(page, "linear-algebra", "done")
    expect_toast(page, "Linear Algebra: done")
    expect_meter(page, ROADMAP, done=1, required=12, percent=8)
    expect_meter(page, "math-for-ml", done=1, required=3, percent=33)
    expect_rail(page, "math-for-ml", "1/3")
    expect_next(page, "calculus")

    choose_in_menu(page, "calculus", "Learning")
    expect_status(page, "calculus", "learning")
    expect_toast(page, "Calculus: learning")
    expect_meter(page, ROADMAP, done=1, required=12, percent=8)
    expect_next(page, "calculus")

    choose_in_menu(page, "probability-statistics", "Not for me")
    expect_status(page, "probability-statistics", "skipped")
    expect_toast(page, "Probability & Statistics: skipped")
    expect_meter(page, ROADMAP, done=1, required=11, percent=9)
    expect_meter(page, "math-for-ml", done=1, required=2, percent=50)
    expect_rail(page, "math-for-ml", "1/2")


def mark_on_topics(page: Page, device: str) -> None:
    """Done in the panel or on the topic's page, done and taken back, and to do again."""
    open_topic(page, "linear-logistic-regression", "Linear & Logistic Regression", "supervised-learning")
    expect_control(page, "todo", "To do")
    press_in_control(page, "Done")
    expect_control(page, "done", "Done")
    expect(page.locator("#next-up")).to_have_text("Next on the trail: Calculus", use_inner_text=True)
    leave_topic(page, device)
    expect_status(page, "linear-logistic-regression", "done")
    expect_meter(page, ROADMAP, done=2, required=11, percent=18)
    expect_meter(page, "supervised-learning", done=1, required=3, percent=33)

    open_topic(page, "calculus", "Calculus")
    expect(page.locator("#next-up")).to_contain_text("You are here")
    press_in_control(page, "Done")
    expect_control(page, "done", "Done")
    expect(page.locator("#next-up")).to_have_text(
        "Next on the trail: Decision Trees & Random Forests", use_inner_text=True
    )
    undo(page)
    expect_toast(page, "Undone: 1 topic is as it was.")
    expect_control(page, "learning", "Learning")
    expect(page.locator("#next-up")).to_contain_text("You are here")
    leave_topic(page, device)

    open_topic(page, "linear-algebra", "Linear Algebra")
    press_in_control(page, "To do")
    expect_control(page, "todo", "To do")
    leave_topic(page, device)


def leave_topic(page: Page, device: str) -> None:
    """Close the panel, or go back from the topic's page."""
    if device == "wide":
        page.locator("#panel").get_by_role("button", name="Close").click()
        expect(page.locator("#panel")).to_be_hidden()
    else:
        page.get_by_role("main").get_by_role("link", name="Machine Learning Engineer").click()
    expect(page).to_have_url(TRAIL)


def expect_what_was_left(page: Page) -> None:
    for topic, status in LEFT_BEHIND.items():
        expect_status(page, topic, status)
    expect_meter(page, ROADMAP, done=1, required=11, percent=9)
    expect_meter(page, "math-for-ml", done=0, required=2, percent=0)
    expect_meter(page, "supervised-learning", done=1, required=3, percent=33)
    expect_rail(page, "supervised-learning", "1/3")
    expect_next(page, "linear-algebra")


def test_one_mark_in_the_panel_moves_everything_on_screen_without_a_reload(
    visit: Callable[..., Page], roadmap: Roadmap, learner: User
) -> None:
    page = visit(signed_in=learner)
    page.goto(TRAIL)
    page.evaluate("window.sameDocument = true")
    open_topic(page, "linear-algebra", "Linear Algebra")
    press_in_control(page, "Done")

    expect_control(page, "done", "Done")
    expect_status(page, "linear-algebra", "done")
    expect_meter(page, ROADMAP, done=1, required=12, percent=8)
    expect(page.locator("#summary .facts")).to_contain_text("1 of 12 done")
    expect_meter(page, "math-for-ml", done=1, required=3, percent=33)
    expect_rail(page, "math-for-ml", "1/3")
    expect_next(page, "calculus")
    expect(page.locator("#next-up")).to_have_text("Next on the trail: Calculus", use_inner_text=True)
    undo(page)
    expect_control(page, "todo", "To do")
    expect_status(page, "linear-algebra", "todo")
    expect_meter(page, ROADMAP, done=0, required=12, percent=0)
    expect_meter(page, "math-for-ml", done=0, required=3, percent=0)
    expect_rail(page, "math-for-ml", "0/3")
    expect_next(page, "linear-algebra")
    assert page.evaluate("window.sameDocument") is True
