"""What a learner did is written down, with its day, and leads back to where it was."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from progress.models import Change
from roadmaps.models import Roadmap
from tests.factories import TopicFactory
from tests.journeys.hands import TRAIL, choose_in_menu, expect_status, expect_toast, find_way, undo

pytestmark = pytest.mark.journey

TITLE = "Machine Learning Engineer"


@pytest.mark.usefixtures("roadmap")
def test_marks_a_reset_and_its_undo_stand_there_newest_first(visit: Callable[..., Page], learner: User) -> None:
    page = visit(signed_in=learner, width=390)
    page.goto(TRAIL)
    find_way(page, "calculus").click()
    expect_status(page, "calculus", "done")
    choose_in_menu(page, "linear-algebra", "Later")
    expect_status(page, "linear-algebra", "skipped")
    page.goto(f"{TRAIL}-/reset/")
    page.get_by_role("main").get_by_role("button", name="Reset").click()
    expect_status(page, "calculus", "todo")
    undo(page)
    expect_status(page, "calculus", "done")

    page.goto("/")
    page.get_by_role("link", name="What I did").click()
    expect(page.locator(".day")).to_have_count(1)
    entries = page.locator(".lines-of-day > li")
    expect(entries).to_contain_text(
        ["2 topics", "2 topics", "Linear Algebra put off for later", f"Calculus done {TITLE}"]
    )
    expect(entries.locator("> small")).to_have_text(["undone", "reset", "marked", "marked"])
    entries.first.locator("summary").click()
    expect(entries.first.get_by_role("listitem")).to_contain_text(["Calculus", "Linear Algebra"])
    entries.last.get_by_role("link", name="Calculus").click()
    expect(page.locator(".sheet-title")).to_have_text("Calculus")


def test_each_roadmap_has_its_own_without_script(visit: Callable[..., Page], learner: User, roadmap: Roadmap) -> None:
    other = TopicFactory.create(name="Knots")
    for topic in (roadmap.topics.get(key="calculus"), other):
        Change.objects.create(user=learner, topic=topic, before="todo", after="done", cause="mark")
    page = visit(signed_in=learner, java_script_enabled=False)
    page.goto(TRAIL)
    find_way(page, "linear-algebra").click()
    expect_toast(page, "Linear Algebra")
    page.locator(".views summary").click()
    page.get_by_role("link", name="What I did").click()
    entries = page.locator(".lines-of-day > li")
    expect(entries).to_contain_text(["Linear Algebra done", "Calculus done"])
    expect(page.get_by_text("Knots")).to_have_count(0)
    page.get_by_role("link", name="On all roadmaps").click()
    expect(entries).to_contain_text(["Linear Algebra done", "Knots done", "Calculus done"])
