"""What somebody knows already is sorted on one page, and a whole stage is marked done."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from accounts.models import User
from progress.models import Mark
from roadmaps.models import Roadmap
from tests.journeys.hands import (
    ROADMAP,
    TRAIL,
    expect_meter,
    expect_status,
    expect_toast,
    undo,
)

pytestmark = pytest.mark.journey

KNOW = f"{TRAIL}-/know/"


def find_choice(page: Page, topic: str, word: str) -> Locator:
    return page.get_by_role("radiogroup", name=topic, exact=True).get_by_role("radio", name=word)


def test_by_keys_from_the_first_visit_on(visit: Callable[..., Page], learner: User, roadmap: Roadmap) -> None:
    page = visit(signed_in=learner)
    page.goto(TRAIL)
    page.get_by_role("link", name="Sort what you know already").click()
    expect(page).to_have_url(KNOW)
    find_choice(page, "Linear Algebra", "I know it").focus()
    for key in "kskl":
        page.keyboard.press(key)
    expect(page.locator(".sort-end p")).to_have_text("4 of 13 sorted")
    expect(find_choice(page, "Calculus", "Skip it")).to_be_checked()
    expect(find_choice(page, "Decision Trees & Random Forests", "I know it")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(find_choice(page, "Decision Trees & Random Forests", "Learn it")).to_be_checked()
    expect(page.locator(".sort-end p")).to_have_text("5 of 13 sorted")
    page.keyboard.press("Enter")
    expect(page).to_have_url(TRAIL)
    expect_toast(page, "5 topics sorted: 2 known, 1 skipped, 2 to learn.")
    expect_meter(page, ROADMAP, done=2, required=11, percent=18)
    undo(page)
    expect_status(page, "linear-algebra", "todo")
    assert not Mark.objects.exclude(status="todo").exists()


def test_by_thumb_without_script(visit: Callable[..., Page], roadmap: Roadmap) -> None:
    page = visit(java_script_enabled=False, width=390, has_touch=True)
    page.goto(KNOW)
    expect(page.locator("[data-sort-keys]")).to_be_hidden()
    labels = page.locator(".segments label")
    sizes = [box for label in labels.all()[:3] if (box := label.bounding_box())]
    assert [box["height"] >= 44 and box["width"] >= 44 for box in sizes] == [True] * 3
    labels.filter(has_text="I know it").first.tap()
    expect(page.get_by_role("button", name="Save")).to_be_in_viewport()
    page.get_by_role("button", name="Save").tap()
    expect_toast(page, "1 topic sorted: 1 known, 0 skipped, 0 to learn.")
    expect_status(page, "linear-algebra", "done")

    page.goto(KNOW)
    page.get_by_role("group", name="The rest of Mathematics for ML").get_by_role("button", name="Skip it").tap()
    expect_toast(page, "2 topics sorted: 0 known, 2 skipped, 0 to learn.")
    expect(find_choice(page, "Linear Algebra", "I know it")).to_be_checked()
    expect(find_choice(page, "Calculus", "Skip it")).to_be_checked()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_whole_stage(visit: Callable[..., Page], learner: User, roadmap: Roadmap, script: bool) -> None:
    page = visit(signed_in=learner, java_script_enabled=script)
    page.goto(TRAIL)
    head = page.locator(".node-menu").first
    head.locator("summary").click()
    head.get_by_role("button", name="Mark all done").click()
    expect_toast(page, "3 topics of Mathematics for ML: done.")
    for topic in ("linear-algebra", "calculus", "probability-statistics"):
        expect_status(page, topic, "done")
    expect_meter(page, ROADMAP, done=3, required=12, percent=25)
    undo(page)
    expect_status(page, "linear-algebra", "todo")
    expect_meter(page, ROADMAP, done=0, required=12, percent=0)
