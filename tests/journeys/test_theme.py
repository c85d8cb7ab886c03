"""Light and dark: chosen once, kept from page to page and from visit to visit."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from roadmaps.models import Roadmap
from tests.journeys.hands import TRAIL, sign_in, sign_out, sign_up

pytestmark = pytest.mark.journey

LIGHT, DARK = "rgb(250, 248, 243)", "rgb(20, 24, 26)"


def expect_theme(page: Page, theme: str, paper: str) -> None:
    expect(page.locator("html")).to_have_attribute("data-theme", theme)
    expect(page.locator("body")).to_have_css("background-color", paper)


def press_switch(page: Page) -> None:
    page.locator(".theme-switch button").click()


def test_the_theme_is_the_one_of_the_device_until_it_is_chosen(visit: Callable[..., Page], db: None) -> None:
    for scheme, paper in (("light", LIGHT), ("dark", DARK)):
        page = visit(color_scheme=scheme)
        page.goto("/")
        expect_theme(page, "system", paper)


def test_a_guests_theme_stays_and_goes_with_them_into_their_account(page: Page, db: None) -> None:
    page.goto("/roadmaps/")
    press_switch(page)
    expect(page).to_have_url("/roadmaps/")
    expect_theme(page, "light", LIGHT)
    press_switch(page)
    expect_theme(page, "dark", DARK)

    page.goto("/accounts/signup/")
    expect_theme(page, "dark", DARK)
    sign_up(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Pick a trail")
    expect_theme(page, "dark", DARK)


def test_a_learners_theme_is_theirs_in_every_browser(visit: Callable[..., Page], learner: User) -> None:
    page = visit(signed_in=learner)
    page.goto("/roadmaps/")
    press_switch(page)
    expect_theme(page, "light", LIGHT)
    press_switch(page)
    expect_theme(page, "dark", DARK)
    sign_out(page)
    expect_theme(page, "system", LIGHT)

    other = visit()
    other.goto("/accounts/login/")
    expect_theme(other, "system", LIGHT)
    sign_in(other, learner.email)
    expect_theme(other, "dark", DARK)
    press_switch(other)
    expect_theme(other, "system", LIGHT)


def test_states_are_shapes_where_the_system_chooses_the_colours(visit: Callable[..., Page], roadmap: Roadmap) -> None:
    page = visit(forced_colors="active", color_scheme="dark")
    page.goto(TRAIL)
    painted = page.locator(".legend .shape:not(.square)").evaluate_all(
        "shapes => shapes.map(({ className }, n, all) => {"
        " const { backgroundColor, backgroundImage, borderTopStyle } = getComputedStyle(all[n]);"
        " return [className, backgroundColor, backgroundImage !== 'none', borderTopStyle]; })"
    )
    assert painted == [
        ["shape todo", "rgb(0, 0, 0)", False, "solid"],
        ["shape learning", "rgba(0, 0, 0, 0)", True, "solid"],
        ["shape done", "rgb(255, 255, 255)", False, "solid"],
        ["shape skipped", "rgb(0, 0, 0)", True, "dashed"],
    ]
