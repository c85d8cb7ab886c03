"""The trail by single keys."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from progress.models import Mark
from roadmaps.models import Roadmap
from tests.journeys.browsers import Watch
from tests.journeys.hands import (
    NO_SERVER,
    ROADMAP,
    TRAIL,
    expect_control,
    expect_meter,
    expect_status,
    expect_toast,
    find_row,
    find_way,
    stop_marks,
    topic_path,
)

pytestmark = pytest.mark.journey

# Collects what is written into the live regions, as a screen reader hears of it.
LISTEN = """() => {
    window.heard = [];
    for (const id of ["announcer", "alarm"]) new MutationObserver(() => {
        const words = document.getElementById(id).textContent;
        if (words) window.heard.push(`${id}: ${words}`);
        document.documentElement.dataset.heard = window.heard.length;
    }).observe(document.getElementById(id), { childList: true });
}"""
MATHS = ("linear-algebra", "calculus", "probability-statistics")


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def expect_at(page: Page, topic: str) -> None:
    """The focus is on the name of this topic's row, and the row is in sight: no bar or toast lies over it."""
    link = find_row(page, topic).locator("[data-open-topic]")
    expect(link).to_be_focused()
    expect(link).to_be_in_viewport(ratio=1)
    box = link.bounding_box()
    assert box
    middle = [box["x"] + 8, box["y"] + box["height"] / 2]
    assert (
        page.evaluate("([x, y]) => document.elementFromPoint(x, y).closest('[data-topic]')?.dataset.topic", middle)
        == topic
    )


def expect_told(page: Page, words: str) -> None:
    expect(page.locator("#announcer")).to_have_text(words)


def expect_heard(page: Page, count: int) -> None:
    expect(page.locator("html")).to_have_attribute("data-heard", str(count))


def test_a_whole_roadmap_is_walked_by_keys(visit: Callable[..., Page], roadmap: Roadmap, learner: User) -> None:
    page = visit(signed_in=learner)
    page.goto("/roadmaps/")
    page.get_by_role("link", name=roadmap.title, exact=True).focus()
    press(page, "Enter")
    expect(page).to_have_url(TRAIL)
    topics = page.locator("[data-topic]").evaluate_all("rows => rows.map(row => row.dataset.topic)")
    assert len(topics) == 13

    for topic in topics:
        press(page, "j")
        expect_at(page, topic)
        press(page, "d")
        expect_status(page, topic, "done")
        expect_at(page, topic)
    expect_meter(page, ROADMAP, done=12, required=12, percent=100)
    assert Mark.objects.filter(user=learner, status="done").count() == 13


def test_j_and_k_walk_the_rows_and_the_status_keys_mark_them(trail: Page) -> None:
    press(trail, "j", "j")
    expect_at(trail, "calculus")
    press(trail, "k", "k")
    expect_at(trail, "linear-algebra")
    press(trail, "j", "l")
    expect_status(trail, "calculus", "learning")
    expect_at(trail, "calculus")
    press(trail, "s")
    expect_status(trail, "calculus", "skipped")
    press(trail, "t")
    expect_status(trail, "calculus", "todo")
    press(trail, "n")
    expect_at(trail, "linear-algebra")


def test_each_change_is_told_and_u_takes_it_back(trail: Page) -> None:
    press(trail, "j", "j", "d")
    expect_told(trail, "Calculus: done. 1 of 12 done, 11 left. Undo with u.")
    expect(trail.locator("#toasts [data-undo]")).to_have_attribute("aria-keyshortcuts", "u")
    press(trail, "u")
    expect_told(trail, "Undone: 1 topic is as it was. 0 of 12 done, 12 left.")
    expect_status(trail, "calculus", "todo")
    expect_at(trail, "calculus")

    press(trail, "d")
    expect_toast(trail, "Calculus: done")
    trail.locator("#toasts").get_by_role("button", name="Dismiss").click()
    expect(trail.locator("#toasts [data-toast]:visible")).to_have_count(0)
    expect_at(trail, "calculus")
    press(trail, "u")
    expect_status(trail, "calculus", "todo")
    press(trail, "u")
    expect_status(trail, "calculus", "todo")


def test_the_same_words_are_told_anew_and_a_failure_at_once(trail: Page, watch: Watch) -> None:
    trail.evaluate(LISTEN)
    roles = trail.evaluate("['announcer', 'alarm'].map(id => document.getElementById(id).getAttribute('role'))")
    assert roles == ["status", "alert"]
    press(trail, "j")
    for count in (1, 2, 3):
        press(trail, "d")
        expect_heard(trail, count)
    said = "announcer: Linear Algebra: done. 1 of 12 done, 11 left."
    assert trail.evaluate("window.heard") == [f"{said} Undo with u.", said, said]

    watch.expect(*NO_SERVER)
    stop_marks(trail)
    trail.evaluate(LISTEN)
    press(trail, "j", "t")
    expect_heard(trail, 1)
    assert trail.evaluate("window.heard") == ["alarm: Not saved: the site cannot be reached."]


def test_a_topic_opens_and_its_keys_act_on_it(trail: Page) -> None:
    press(trail, "j", "o")
    title = trail.locator("#panel .sheet-title")
    expect(title).to_have_text("Linear Algebra")
    expect(title).to_be_focused()
    press(trail, "l")
    expect_control(trail, "learning", "Learning")
    press(trail, "n")
    expect(title).to_have_text("Calculus")
    expect(title).to_be_focused()
    press(trail, "d")
    expect_control(trail, "done", "Done")
    press(trail, "p")
    expect(title).to_have_text("Linear Algebra")
    press(trail, "u")
    expect_status(trail, "calculus", "todo")
    press(trail, "Escape")
    expect(trail.locator("#panel")).to_be_hidden()
    expect_at(trail, "linear-algebra")


def test_a_stage_that_is_folded_is_passed_over(trail: Page) -> None:
    for topic in MATHS:
        find_way(trail, topic).click()
        expect_status(trail, topic, "done")
    trail.reload()
    press(trail, "j")
    first = trail.locator("[data-topic]:visible").first
    expect_at(trail, first.get_attribute("data-topic") or "")
    press(trail, "k")
    assert first.get_attribute("data-topic") not in MATHS
    press(trail, "n")
    expect(trail.locator("[data-topic]:focus-within .here")).to_have_count(1)


def test_on_a_phone_topics_are_pages(visit: Callable[..., Page], roadmap: Roadmap, learner: User) -> None:
    page = visit(signed_in=learner, width=390)
    page.goto(f"{TRAIL}math-for-ml/")
    for topic in MATHS:
        press(page, "j")
        expect_at(page, topic)
    press(page, "k", "d")
    expect_status(page, "calculus", "done")
    expect_at(page, "calculus")
    press(page, "o")
    expect(page).to_have_url(topic_path("calculus"))
    press(page, "s")
    expect_control(page, "skipped", "Skipped")
    press(page, "p")
    expect(page).to_have_url(topic_path("linear-algebra"))
    page.goto(f"{TRAIL}math-for-ml/")
    press(page, "n")
    expect(page).not_to_have_url(re.compile("math-for-ml"))


def test_the_list_of_keys_opens_and_gives_the_focus_back(trail: Page) -> None:
    dialog = trail.get_by_role("dialog", name="Keyboard shortcuts")
    press(trail, "j", "?")
    expect(dialog).to_be_visible()
    expect(dialog.get_by_role("button", name="Close")).to_be_focused()
    press(trail, "d", "j", "Escape")
    expect(dialog).to_be_hidden()
    expect_at(trail, "linear-algebra")
    expect_status(trail, "linear-algebra", "todo")

    link = trail.get_by_role("link", name="Keyboard shortcuts")
    link.press("Enter")
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name="Close").press("Enter")
    expect(dialog).to_be_hidden()
    expect(link).to_be_focused()


def test_keys_rest_in_fields_with_modifiers_and_on_pages_without_a_trail(trail: Page, roadmap: Roadmap) -> None:
    press(trail, "j", "Control+d", "Alt+s", "Meta+l")
    trail.goto("/roadmaps/")
    press(trail, "j", "k", "d", "l", "s", "t", "u", "n", "p", "o")
    expect(trail).to_have_url("/roadmaps/")
    field = trail.locator("main input[type=search]")
    field.focus()
    field.press_sequentially("jdst?/")
    expect(field).to_have_value("jdst?/")
    expect(trail.get_by_role("dialog")).to_be_hidden()
    assert not Mark.objects.exists()


def test_they_can_be_switched_off_by_a_learner(trail: Page, learner: User) -> None:
    trail.goto("/settings/")
    trail.get_by_role("checkbox", name="Keyboard shortcuts").uncheck()
    trail.get_by_role("button", name="Save").click()
    expect_toast(trail, "Your settings are saved.")
    trail.goto(TRAIL)
    press(trail, "j", "d", "?")
    expect(trail.get_by_role("dialog")).to_be_hidden()
    find_way(trail, "calculus").click()
    expect_told(trail, "Calculus: done. 1 of 12 done, 11 left.")
    assert list(Mark.objects.values_list("topic__key", flat=True)) == ["calculus"]


def test_they_can_be_switched_off_by_a_guest_without_script(visit: Callable[..., Page], roadmap: Roadmap) -> None:
    page = visit(java_script_enabled=False)
    page.goto(TRAIL)
    page.get_by_role("link", name="Keyboard shortcuts").click()
    expect(page).to_have_url("/keys/")
    expect(page.get_by_role("main").locator("dt")).to_have_count(11)
    page.get_by_role("button", name="Switch them off").click()
    expect(page).to_have_url("/keys/")
    expect(page.locator("html")).to_have_attribute("data-keys", "off")
    page.get_by_role("button", name="Switch them on").click()
    expect(page.locator("html")).not_to_have_attribute("data-keys", "off")
