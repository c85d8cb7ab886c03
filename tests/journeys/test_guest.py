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
def test_a_guest_learns_and_takes_it_along(visit: Callable[..., Page], roadmap: Roadmap, script: bool) -> None:
    page = visit(java_script_enabled=script)
    page.goto(TRAIL)
    find_way(page, "linear-algebra").click()
    expect_toast(page, "Linear Algebra: done")
    expect_status(page, "linear-algebra", "done")
    expect_meter(page, ROADMAP, done=1, required=12, percent=8)
    expect(page.get_by_text("This browser keeps what you mark.")).to_be_visible()
    choose_in_menu(page, "calculus", "Learning")
    expect_status(page, "calculus", "learning")

    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Calculus")
    page.goto(TRAIL)
    page.get_by_role("link", name="Sign up to keep it everywhere").click()
    sign_up(page)
    expect(page).to_have_url(TRAIL)
    expect_toast(page, "2 topics you marked before signing in are now in your account.")
    expect_status(page, "linear-algebra", "done")
    expect_status(page, "calculus", "learning")
    assert Mark.objects.count() == 2


@SCRIPT
def test_a_guest_takes_back_a_mark(visit: Callable[..., Page], roadmap: Roadmap, script: bool) -> None:
    page = visit(java_script_enabled=script, width=390)
    page.goto(TRAIL)
    find_way(page, "calculus").click()
    expect_status(page, "calculus", "done")
    undo(page)
    expect_toast(page, "Undone: 1 topic is as it was.")
    expect_status(page, "calculus", "todo")


def test_what_a_guest_did_does_not_lower_the_account(page: Page, roadmap: Roadmap, learner: User) -> None:
    MarkFactory.create(user=learner, topic=roadmap.topics.get(key="calculus"), status="done")
    page.goto(topic_path("calculus"))
    press_in_control(page, "Learning")
    expect_control(page, "learning", "Learning")
    page.goto("/accounts/login/")
    sign_in(page, learner.email)
    expect_toast(page, "1 topic was as far or further in your account, and stays so.")
    page.goto(TRAIL)
    expect_status(page, "calculus", "done")


def test_whoever_was_signed_out_elsewhere_signs_in_and_finds_the_mark_set(
    visit: Callable[..., Page], roadmap: Roadmap, learner: User
) -> None:
    page = visit(signed_in=learner)
    page.goto(TRAIL)
    page.context.clear_cookies(name="sessionid")
    find_way(page, "calculus").click()
    expect_toast(page, "You are signed out. Sign in, and “Calculus” is marked as you chose.")
    sign_in(page, learner.email)

    expect(page).to_have_url(TRAIL)
    expect_status(page, "calculus", "done")
    undo(page)
    expect_status(page, "calculus", "todo")
    assert list(Mark.objects.values_list("topic__key", "status")) == [("calculus", "todo")]
