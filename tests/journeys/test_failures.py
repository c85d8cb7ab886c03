"""A mark that does not arrive: the row stays true, the page says why, and trying again works."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import transaction
from playwright.sync_api import Page, Route, expect

from accounts.models import User
from progress.models import Mark, Note
from roadmaps.models import Roadmap
from roadmaps.revisions import raise_revision
from tests.journeys.browsers import Watch
from tests.journeys.hands import (
    NO_SERVER,
    ROADMAP,
    TRAIL,
    choose_in_menu,
    expect_control,
    expect_meter,
    expect_status,
    expect_toast,
    find_row,
    find_way,
    let_marks_through,
    open_topic,
    press_in_control,
    stop_marks,
    topic_path,
)
from tests.journeys.test_accessibility import list_violations
from tests.operation.faults import without_database_for_visitors

pytestmark = pytest.mark.journey

# What browser and htmx write to the console.
BROKEN = ("status of 500", "Response Status Error Code 500")
BUSY = ("status of 503", "Response Status Error Code 503")
REFUSED = ("status of 403", "Response Status Error Code 403")


def break_server(route: Route) -> None:
    route.fulfill(status=500, body="<h1>Something went wrong</h1>", content_type="text/html")


def try_again(page: Page) -> None:
    page.locator("#toasts").get_by_role("button", name="Try again").click()


def test_a_mark_that_meets_no_server_can_be_tried_again(trail: Page, watch: Watch) -> None:
    watch.expect(*NO_SERVER)
    stop_marks(trail)
    find_way(trail, "calculus").click()
    expect_toast(trail, "Not saved: the site cannot be reached.")
    expect_status(trail, "calculus", "todo")
    expect_meter(trail, ROADMAP, done=0, required=12, percent=0)
    assert not Mark.objects.exists()

    try_again(trail)
    expect_toast(trail, "Not saved: the site cannot be reached.")
    let_marks_through(trail)
    try_again(trail)
    expect_status(trail, "calculus", "done")
    expect_toast(trail, "Calculus: done")
    expect_meter(trail, ROADMAP, done=1, required=12, percent=8)


def test_a_mark_that_breaks_the_server_can_be_tried_again_from_the_menu(trail: Page, watch: Watch) -> None:
    watch.expect(*BROKEN)
    stop_marks(trail, break_server)
    choose_in_menu(trail, "calculus", "Learning")
    expect_toast(trail, "Not saved: something went wrong on the site.")
    expect_status(trail, "calculus", "todo")

    let_marks_through(trail)
    try_again(trail)
    expect_status(trail, "calculus", "learning")
    expect_toast(trail, "Calculus: learning")


def test_a_mark_in_the_panel_that_fails_leaves_panel_and_row_true(trail: Page, watch: Watch) -> None:
    watch.expect(*BROKEN)
    stop_marks(trail, break_server)
    open_topic(trail, "calculus", "Calculus")
    press_in_control(trail, "Skipped")
    expect_toast(trail, "Not saved: something went wrong on the site.")
    expect_control(trail, "todo", "To do")
    expect_status(trail, "calculus", "todo")

    let_marks_through(trail)
    try_again(trail)
    expect_control(trail, "skipped", "Skipped")
    expect_status(trail, "calculus", "skipped")


def test_a_mark_that_meets_a_busy_database_can_be_tried_again(trail: Page, watch: Watch) -> None:
    watch.expect(*BUSY)
    with without_database_for_visitors(tables="progress_mark"):
        find_way(trail, "calculus").click()
        expect_toast(trail, "Not saved: the site is busy. Try again in a few seconds.")
    expect_status(trail, "calculus", "todo")

    try_again(trail)
    expect_status(trail, "calculus", "done")
    expect_toast(trail, "Calculus: done")


def test_a_note_that_meets_a_busy_database_is_kept_without_script(
    visit: Callable[..., Page], roadmap: Roadmap, learner: User, watch: Watch
) -> None:
    watch.expect("status of 503")
    page = visit(signed_in=learner, java_script_enabled=False, width=390)
    page.goto(topic_path("calculus"))
    page.locator("#note-text").fill("Chain rule:\nouter times <inner>")
    with without_database_for_visitors(tables="progress_note"):
        page.locator("#sheet-note").get_by_role("button", name="Save").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Just a moment")
    expect(page.get_by_label("What you wrote")).to_have_value("Chain rule:\nouter times <inner>")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("[data-note-view]")).to_have_text("Chain rule: outer times <inner>")
    assert list(Note.objects.values_list("text", flat=True)) == ["Chain rule:\nouter times <inner>"]


def test_the_page_of_a_busy_site_is_accessible(page: Page, site: str, roadmap: Roadmap, watch: Watch) -> None:
    watch.expect("status of 503")
    with without_database_for_visitors(tables="roadmaps_"):
        page.goto(f"{site}/roadmaps/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Just a moment")
    assert list_violations(page) == []


def test_a_mark_that_is_refused_says_so(trail: Page, watch: Watch) -> None:
    watch.expect(*REFUSED)
    trail.context.clear_cookies(name="csrftoken")
    find_way(trail, "calculus").click()
    expect_toast(trail, "Not saved: the site refused it. Reload the page and try again.")
    expect_status(trail, "calculus", "todo")

    trail.reload()
    find_way(trail, "calculus").click()
    expect_status(trail, "calculus", "done")


def test_a_topic_retired_while_its_page_was_open_is_stored_and_said(
    trail: Page, roadmap: Roadmap, learner: User
) -> None:
    roadmap.topics.filter(key="calculus").update(retired=True)
    with transaction.atomic():
        raise_revision(roadmap.pk)
    find_way(trail, "calculus").click()
    expect_toast(trail, "“Calculus” is no longer on this trail; your mark is kept.")
    expect_status(trail, "calculus", "done")
    expect_meter(trail, ROADMAP, done=0, required=11, percent=0)
    assert list(Mark.objects.values_list("topic__key", "status")) == [("calculus", "done")]

    trail.reload()
    expect(trail.locator(".gone [data-topic]")).to_have_count(1)
    expect(find_row(trail, "calculus")).to_have_attribute("data-status", "done")


def test_an_unknown_address_shows_a_way_on(page: Page, watch: Watch, roadmap: Roadmap) -> None:
    watch.expect("status of 404")
    for path in ("/roadmaps/nowhere/", f"{TRAIL}nowhere/", f"{TRAIL}math-for-ml/nowhere/"):
        page.goto(path)
        expect(page.get_by_role("heading", level=1)).to_have_text("Not found")
        page.get_by_role("main").get_by_role("link", name="See all roadmaps").click()
        expect(page).to_have_url("/roadmaps/")
