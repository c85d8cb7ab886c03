"""What a learner says of a topic beyond done: why it is skipped, what to revise, what was known; and an end reached."""

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
    find_row,
    find_way,
    press_in_control,
    topic_path,
    undo,
)

pytestmark = pytest.mark.journey

SCRIPT = pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])


@SCRIPT
def test_skipping_says_why(visit: Callable[..., Page], roadmap: Roadmap, learner: User, script: bool) -> None:
    page = visit(signed_in=learner, java_script_enabled=script)
    page.goto(TRAIL)
    choose_in_menu(page, "linear-algebra", "Later")
    expect_status(page, "linear-algebra", "skipped")
    expect_meter(page, ROADMAP, done=0, required=12, percent=0)
    choose_in_menu(page, "linear-algebra", "Not for me")
    expect_toast(page, "Linear Algebra: skipped, not for me")
    expect_meter(page, ROADMAP, done=0, required=11, percent=0)

    page.goto(topic_path("linear-algebra"))
    expect_control(page, "skipped", "Skipped")
    page.get_by_role("button", name="Later", exact=True).click()
    expect(page.get_by_text("It stays in what is left, and comes last.")).to_be_visible()
    page.goto(f"{TRAIL}?status=later")
    expect(page.locator("[data-topic]")).to_have_count(1)


@SCRIPT
def test_what_is_to_be_revised_is_flagged_found_and_done_with(
    visit: Callable[..., Page], roadmap: Roadmap, learner: User, script: bool
) -> None:
    MarkFactory.create(user=learner, topic=roadmap.topics.get(key="calculus"), status="done")
    page = visit(signed_in=learner, java_script_enabled=script, width=390)
    page.goto(topic_path("calculus"))
    page.get_by_role("button", name="To revise").click()
    expect_toast(page, "Calculus: to revise. It stays done.")
    expect(page.get_by_role("button", name="To revise")).to_have_attribute("aria-pressed", "true")

    page.goto(TRAIL)
    expect_meter(page, ROADMAP, done=1, required=12, percent=8)
    page.locator("#summary").get_by_role("link", name="1 to revise").click()
    page.get_by_role("button", name="Calculus: to revise. Select when you have revised it").click()
    expect_toast(page, "Calculus: no longer to revise")
    assert list(Mark.objects.values_list("status", "revise")) == [("done", False)]


def test_what_was_known_before_counts_and_has_no_day(
    visit: Callable[..., Page], roadmap: Roadmap, learner: User
) -> None:
    page = visit(signed_in=learner)
    page.goto(topic_path("calculus"))
    press_in_control(page, "Done")
    expect(page.locator(".control")).to_contain_text("Finished")
    page.get_by_role("button", name="I knew it before").click()
    expect(page.get_by_role("button", name="I knew it before")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("button", name="I knew it before")).to_be_focused()
    expect(page.locator(".control")).not_to_contain_text("Finished")
    page.goto(TRAIL)
    expect_meter(page, ROADMAP, done=1, required=12, percent=8)


@pytest.mark.parametrize("width", [1280, 390])
def test_a_finished_stage_is_a_moment(visit: Callable[..., Page], roadmap: Roadmap, learner: User, width: int) -> None:
    for key in ("linear-algebra", "probability-statistics"):
        MarkFactory.create(user=learner, topic=roadmap.topics.get(key=key), status="done")
    page = visit(signed_in=learner, width=width)
    page.goto(TRAIL)
    find_way(page, "calculus").click()
    moment = page.locator("[data-moment]")
    expect(moment.get_by_role("heading")).to_have_text("Mathematics for ML: complete")
    expect(moment).to_contain_text("Matrix multiplication")
    expect(moment).to_be_in_viewport()

    undo(page)
    expect_toast(page, "Undone: 1 topic is as it was.")
    expect(moment).to_have_count(0)
    find_way(page, "calculus").click()
    moment.get_by_role("link", name="Next: Linear & Logistic Regression").click()
    expect(page.locator(".sheet-title")).to_have_text("Linear & Logistic Regression")


def test_a_finished_stage_is_told_without_script(visit: Callable[..., Page], roadmap: Roadmap, learner: User) -> None:
    for key in ("linear-algebra", "probability-statistics"):
        MarkFactory.create(user=learner, topic=roadmap.topics.get(key=key), status="done")
    page = visit(signed_in=learner, java_script_enabled=False)
    page.goto(TRAIL)
    find_way(page, "calculus").click()
    expect_toast(page, "Mathematics for ML: nothing required is left.")


def test_one_status_holds_for_the_same_topic_until_they_are_parted(
    visit: Callable[..., Page], roadmap: Roadmap, learner: User
) -> None:
    roadmap.topics.filter(key="gradient-boosting").update(same_as=f"{ROADMAP}/calculus")
    page = visit(signed_in=learner)
    page.goto(TRAIL)
    find_way(page, "calculus").click()
    expect_toast(page, "Calculus: done")
    page.goto(topic_path("gradient-boosting", "supervised-learning"))
    expect_control(page, "done", "Done")
    page.get_by_role("button", name="Keep this one apart").click()
    press_in_control(page, "To do")
    expect_control(page, "todo", "To do")
    page.goto(TRAIL)
    expect_status(page, "calculus", "done")
    expect(find_row(page, "gradient-boosting")).to_have_attribute("data-status", "todo")


@SCRIPT
def test_one_topic_is_reset_after_asking(
    visit: Callable[..., Page], roadmap: Roadmap, learner: User, script: bool
) -> None:
    MarkFactory.create(user=learner, topic=roadmap.topics.get(key="calculus"), status="done")
    page = visit(signed_in=learner, java_script_enabled=script)
    page.goto(f"{topic_path('calculus')}reset/")
    page.get_by_role("button", name="Reset this topic").click()
    expect_control(page, "todo", "To do")
    undo(page)
    expect_control(page, "done", "Done")
