"""What a guest starts goes on after signing up or in."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from progress.models import Mark
from roadmaps.models import Roadmap
from tests.factories import MarkFactory
from tests.journeys.hands import (
    ROADMAP,
    TRAIL,
    choose_in_menu,
    expect_control,
    expect_meter,
    expect_status,
    expect_toast,
    find_way,
    press_in_control,
    sign_in,
    sign_up,
    topic_path,
    undo,
)

pytestmark = pytest.mark.journey

SCRIPT = pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])


@SCRIPT
def test_a_guests_mark_is_set_after_signing_up(visit: Callable[..., Page], roadmap: Roadmap, script: bool) -> None:
    page = visit(java_script_enabled=script)
    page.goto(TRAIL)
    find_way(page, "calculus").click()
    expect_toast(page, "Sign up or sign in, and “Calculus” is marked as you chose.")
    sign_up(page)

    expect(page).to_have_url(TRAIL)
    expect_toast(page, "Calculus: done")
    expect_status(page, "calculus", "done")
    expect_meter(page, ROADMAP, done=1, required=12, percent=8)


@SCRIPT
def test_a_guests_mark_is_set_after_signing_in(
    visit: Callable[..., Page], roadmap: Roadmap, learner: User, script: bool
) -> None:
    page = visit(java_script_enabled=script)
    page.goto(f"{TRAIL}?level=intermediate")
    choose_in_menu(page, "calculus", "Learning")
    page.get_by_role("main").get_by_role("link", name="Sign in").click()
    sign_in(page, learner.email)

    expect(page).to_have_url(f"{TRAIL}?level=intermediate")
    expect_toast(page, "Calculus: learning")
    expect_status(page, "calculus", "learning")


def test_a_mark_pressed_in_the_panel_leads_back_to_the_trail(page: Page, roadmap: Roadmap) -> None:
    page.goto(topic_path("calculus"))
    press_in_control(page, "Skipped")
    sign_up(page)

    expect(page).to_have_url(topic_path("calculus"))
    expect_control(page, "skipped", "Skipped")


def test_a_guests_mark_does_not_lower_one_of_the_account(page: Page, roadmap: Roadmap, learner: User) -> None:
    MarkFactory.create(user=learner, topic=roadmap.topics.get(key="calculus"), status="done")
    page.goto(TRAIL)
    choose_in_menu(page, "calculus", "Learning")
    page.get_by_role("main").get_by_role("link", name="Sign in").click()
    sign_in(page, learner.email)

    expect_toast(page, "Calculus was already marked done in your account, and stays so.")
    expect_status(page, "calculus", "done")


def test_whoever_was_signed_out_elsewhere_signs_in_and_finds_the_mark_set(
    visit: Callable[..., Page], roadmap: Roadmap, learner: User
) -> None:
    page = visit(signed_in=learner)
    page.goto(TRAIL)
    page.context.clear_cookies(name="sessionid")
    find_way(page, "calculus").click()
    page.get_by_role("main").get_by_role("link", name="Sign in").click()
    sign_in(page, learner.email)

    expect(page).to_have_url(TRAIL)
    expect_status(page, "calculus", "done")
    undo(page)
    expect_status(page, "calculus", "todo")
    assert list(Mark.objects.values_list("topic__key", "status")) == [("calculus", "todo")]
