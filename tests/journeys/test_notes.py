"""A note is saved as it is written, and nothing that was written is ever lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from accounts.models import User
from progress.models import Note
from roadmaps.models import Roadmap
from tests.clients import client_of
from tests.journeys.browsers import Watch
from tests.journeys.hands import TRAIL, open_topic, topic_path

pytestmark = pytest.mark.journey

CALCULUS = topic_path("calculus")


def expect_said(page: Page, text: str) -> None:
    expect(page.locator("[data-note-said]")).to_have_text(text)


def write(page: Page, text: str) -> None:
    """Open the field where the note is shown as it reads, and type at its end."""
    field = page.get_by_label("Your notes", exact=True)
    if not field.is_visible():
        page.get_by_text("Edit your notes").click()
    field.press("Control+End")
    field.press_sequentially(text)


def list_notes() -> list[str]:
    return list(Note.objects.values_list("text", flat=True))


@pytest.mark.usefixtures("roadmap")
def test_a_note_is_saved_while_it_is_written_and_found_again(visit: Callable[..., Page], learner: User) -> None:
    page = visit(signed_in=learner, width=390)
    page.goto(CALCULUS)
    write(page, "The *chain* rule")
    expect_said(page, "Saved")
    assert list_notes() == ["The *chain* rule"]
    page.get_by_text("Show as it reads").click()
    expect(page.locator("[data-note-view] em")).to_have_text("chain")
    write(page, " again")
    page.get_by_text("Show as it reads").click()  # leaving the field saves at once
    expect(page.locator("[data-note-view]")).to_contain_text("rule again")
    page.get_by_role("navigation", name="Main, below").get_by_role("link", name="Notes").click()
    expect(page.locator(".note-card")).to_contain_text("The chain rule again")
    page.get_by_label("Search your notes", exact=True).fill("cha")
    page.get_by_label("Search your notes", exact=True).press("Enter")
    page.get_by_role("link", name="Calculus").click()
    expect(page.get_by_label("Your notes", exact=True)).to_have_value("The *chain* rule again")


@pytest.mark.usefixtures("roadmap")
def test_a_note_without_script(visit: Callable[..., Page], learner: User, watch: Watch) -> None:
    watch.expect("status of 409")
    page = visit(signed_in=learner, java_script_enabled=False)
    page.goto(CALCULUS)
    page.get_by_label("Your notes", exact=True).fill("Slopes")
    page.locator("[data-note]").get_by_role("button", name="Save").click()
    expect(page.locator("#toasts [data-toast]").filter(has_text="Your note is saved.")).to_be_visible()
    expect(page.locator("[data-note-view]")).to_have_text("Slopes")
    other = visit(signed_in=learner, java_script_enabled=False)
    other.goto(CALCULUS)
    for tab, text in ((other, "Theirs"), (page, "Mine")):
        tab.get_by_text("Edit your notes").click()
        tab.get_by_label("Your notes", exact=True).fill(text)
        tab.locator("[data-note]").get_by_role("button", name="Save").click()
    expect(page.get_by_label("Your notes", exact=True)).to_have_value("Mine")
    expect(page.locator("#note-theirs")).to_have_value("Theirs")
    page.get_by_role("button", name="Keep mine").click()
    expect(page.locator("[data-note-view]")).to_have_text("Mine")
    assert list_notes() == ["Mine"]


@pytest.mark.usefixtures("roadmap")
def test_of_two_tabs_the_older_is_told_and_chooses(
    new_context: Callable[..., BrowserContext], learner: User, watch: Watch
) -> None:
    watch.expect("status of 409")
    context = new_context(signed_in=learner)
    first, second = context.new_page(), context.new_page()
    for page in (first, second):
        page.goto(CALCULUS)
    write(first, "First")
    expect_said(first, "Saved")
    write(second, "Second")
    expect_said(second, "Not saved: this note changed in another tab or on another device.")
    expect(second.get_by_label("Your notes", exact=True)).to_have_value("Second")
    expect(second.locator("#note-theirs")).to_have_value("First")
    assert list_notes() == ["First"]
    second.get_by_role("button", name="Keep mine").click()
    expect_said(second, "Saved")
    assert list_notes() == ["Second"]
    write(first, " and more")
    first.get_by_role("link", name="Take theirs").click()
    expect(first.get_by_label("Your notes", exact=True)).to_have_value("Second")
    expect_said(first, "Saved")
    assert list_notes() == ["Second"]


@pytest.mark.usefixtures("roadmap")
def test_a_panel_that_closes_saves_and_one_that_cannot_gives_the_text_back(
    visit: Callable[..., Page], learner: User, watch: Watch
) -> None:
    watch.expect("ERR_INTERNET_DISCONNECTED")
    page = visit(signed_in=learner)
    page.goto(TRAIL)
    open_topic(page, "calculus", "Calculus")
    write(page, "Kept")
    page.keyboard.press("Escape")
    expect(page.locator("#panel")).to_be_hidden()
    open_topic(page, "linear-algebra", "Linear Algebra")
    page.context.set_offline(True)
    write(page, "Not yet")
    expect_said(page, "Not saved: the site cannot be reached.")
    page.keyboard.press("Escape")
    page.context.set_offline(False)
    open_topic(page, "linear-algebra", "Linear Algebra")
    expect(page.get_by_label("Your notes", exact=True)).to_have_value("Not yet")
    page.goto("/notes/")
    expect(page.locator(".note-card .prose")).to_have_text(["Not yet", "Kept"])


@pytest.mark.usefixtures("roadmap")
def test_who_is_signed_out_meanwhile_keeps_the_text_and_saves_after_signing_in(
    new_context: Callable[..., BrowserContext], learner: User, watch: Watch, site: str
) -> None:
    watch.expect("status of 401")
    context = new_context(signed_in=learner)
    page = context.new_page()
    page.goto(CALCULUS)
    context.clear_cookies(name="sessionid")
    write(page, "Slopes")
    expect_said(page, "Not saved: you are signed out. Sign in in another tab, then save again.")
    session = client_of(learner).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": site}])
    page.locator("[data-note]").get_by_role("button", name="Save").click()
    expect_said(page, "Saved")
    assert list_notes() == ["Slopes"]


def test_a_note_of_a_megabyte_says_the_limit(
    visit: Callable[..., Page], learner: User, roadmap: Roadmap, watch: Watch
) -> None:
    watch.expect("status of 422")
    page = visit(signed_in=learner)
    page.goto(CALCULUS)
    page.get_by_label("Your notes", exact=True).fill("long " * 200_000)
    expect_said(page, "Not saved: a note may have 20,000 characters, and this one has 1,000,000. Shorten it.")
    page.get_by_label("Your notes", exact=True).fill("short")
    expect_said(page, "Saved")
    assert list_notes() == ["short"]
