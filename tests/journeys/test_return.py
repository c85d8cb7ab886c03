"""Somebody comes back to a roadmap that was changed: old addresses, what left the trail, what to look at again."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import transaction
from playwright.sync_api import Locator, Page, expect

from accounts.models import User
from progress.models import Mark
from roadmaps.models import FormerKey, Roadmap
from roadmaps.revisions import raise_revision
from tests.journeys.hands import (
    ROADMAP,
    TRAIL,
    expect_control,
    expect_meter,
    expect_status,
    expect_toast,
    find_row,
    find_way,
    open_topic,
    press_in_control,
    topic_path,
    undo,
)

pytestmark = pytest.mark.journey

SCRIPT = pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
WIDTH = pytest.mark.parametrize("width", [1280, 390])
CHANGED = "1 changed since you finished"


def find_changed(page: Page) -> Locator:
    """The number in the header."""
    return page.locator(".facts").get_by_role("link", name=CHANGED)


@WIDTH
@SCRIPT
def test_a_bookmark_of_old_leads_to_the_page(
    visit: Callable[..., Page], returner: User, script: bool, width: int
) -> None:
    page = visit(signed_in=returner, java_script_enabled=script, width=width)
    for old, new, heading in (
        ("/roadmaps/ml/?status=done", f"{TRAIL}?status=done", "Machine Learning Engineer"),
        ("/roadmaps/ml/maths/", f"{TRAIL}math-for-ml/", "Mathematics for ML"),
        ("/roadmaps/ml/maths/analysis/?from=mail", f"{topic_path('calculus')}?from=mail", "Calculus"),
    ):
        page.goto(old)
        expect(page).to_have_url(new)
        expect(page.get_by_role("heading", level=1)).to_have_text(heading)


def test_a_tab_left_open_over_a_new_name_still_opens_and_marks(
    visit: Callable[..., Page], returner: User, roadmap: Roadmap
) -> None:
    page = visit(signed_in=returner)
    page.goto(TRAIL)
    topic = roadmap.topics.get(key="feature-engineering")
    FormerKey.objects.create(roadmap=roadmap, topic=topic, key=topic.key)
    roadmap.topics.filter(pk=topic.pk).update(key="features")
    with transaction.atomic():
        raise_revision(roadmap.pk)

    find_row(page, "feature-engineering").get_by_role("link").click()
    expect(page).to_have_url(topic_path("features", "evaluation-engineering"))
    press_in_control(page, "Learning")
    expect_control(page, "learning", "Learning")
    expect_status(page, "features", "learning")
    page.keyboard.press("Escape")
    expect(page).to_have_url(TRAIL)
    assert Mark.objects.get(topic=topic).status == "learning"


@WIDTH
def test_what_left_the_trail_is_there_for_who_marked_it(
    visit: Callable[..., Page], returner: User, other_learner: User, width: int
) -> None:
    page = visit(signed_in=returner, width=width)
    for address in (TRAIL, f"{TRAIL}supervised-learning/"):
        page.goto(address)
        gone = page.locator("#gone")
        expect(gone.get_by_role("heading", name="No longer on this trail")).to_be_visible()
        expect(gone.locator("[data-topic]")).to_have_count(1)
        expect_status(page, "gradient-boosting", "done")
    page.goto(TRAIL)
    expect_meter(page, ROADMAP, done=2, required=11, percent=18)

    open_topic(page, "gradient-boosting", "Gradient Boosting", "supervised-learning")
    expect(page.get_by_text("This topic is no longer on the trail. Your mark is kept")).to_be_visible()
    press_in_control(page, "Learning")
    expect_control(page, "learning", "Learning")
    undo(page)
    expect_control(page, "done", "Done")

    newcomer = visit(signed_in=other_learner, width=width)
    newcomer.goto(TRAIL)
    expect(newcomer.locator("#gone")).to_have_count(0)
    expect(find_row(newcomer, "gradient-boosting")).to_have_count(0)


@WIDTH
@SCRIPT
def test_what_changed_since_is_listed_looked_at_and_settled(
    visit: Callable[..., Page], returner: User, script: bool, width: int
) -> None:
    page = visit(signed_in=returner, java_script_enabled=script, width=width)
    page.goto(TRAIL)
    expect(find_row(page, "calculus").locator(".changed")).to_have_text("Changed since you finished")
    find_changed(page).click()
    expect(page).to_have_url(f"{TRAIL}?status=changed")
    expect(page.locator("[data-topic]")).to_have_count(1)

    open_topic(page, "calculus", "Calculus")
    page.get_by_role("button", name="I have looked at it").click()
    expect_toast(page, "Calculus: done")
    expect_control(page, "done", "Done")
    expect(page.get_by_role("button", name="I have looked at it")).to_have_count(0)
    undo(page)
    expect(page.get_by_role("button", name="I have looked at it")).to_be_visible()
    page.goto(TRAIL)
    expect_meter(page, ROADMAP, done=2, required=11, percent=18)
    expect(find_changed(page)).to_be_visible()


def test_a_look_in_the_panel_takes_the_words_off_the_trail(visit: Callable[..., Page], returner: User) -> None:
    page = visit(signed_in=returner)
    page.goto(TRAIL)
    open_topic(page, "calculus", "Calculus")
    page.get_by_role("button", name="I have looked at it").press("Enter")
    expect(find_row(page, "calculus").locator(".changed")).to_have_count(0)
    expect(find_changed(page)).to_have_count(0)
    expect(find_way(page, "calculus")).to_have_accessible_name("Calculus: done. Select to mark it to do")
