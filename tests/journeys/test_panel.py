"""A mark made in the panel belongs to the page behind it: its filter, its headings, its way back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from tests.journeys.hands import TRAIL, expect_control, expect_status, open_topic, press_in_control

pytestmark = pytest.mark.journey


@pytest.mark.usefixtures("roadmap")
def test_a_mark_in_the_panel_keeps_the_filter_of_the_trail(visit: Callable[..., Page], learner: User) -> None:
    page = visit(signed_in=learner)
    page.goto(f"{TRAIL}?level=advanced")
    open_topic(page, "gradient-boosting", "Gradient Boosting", "supervised-learning")

    press_in_control(page, "Learning")

    expect_control(page, "learning", "Learning")
    expect_status(page, "gradient-boosting", "learning")
    expect(page.locator("#chips [aria-current]")).to_have_text(["All 3", "Advanced 3"])
    expect(page.locator("#chips").get_by_role("link", name="Learning 1", exact=True)).to_have_attribute(
        "href", f"{TRAIL}?status=learning&level=advanced"
    )
    page.keyboard.press("Escape")
    expect(page).to_have_url(f"{TRAIL}?level=advanced")


@pytest.mark.usefixtures("roadmap")
def test_a_mark_in_the_panel_keeps_the_heading_of_a_stage(visit: Callable[..., Page], learner: User) -> None:
    page = visit(signed_in=learner)
    page.goto(f"{TRAIL}math-for-ml/")
    open_topic(page, "calculus", "Calculus")

    press_in_control(page, "Done")

    expect_status(page, "calculus", "done")
    expect(page.locator("h1")).to_have_text(["Mathematics for ML"])
    expect(page.locator(".node-count")).to_have_text(["1 of 3"])
