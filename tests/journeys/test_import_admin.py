"""An editor brings a roadmap to the site in the admin, sees what it would change, and takes it back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from accounts.models import User
from roadmaps.models import ImportRun, Roadmap, Topic
from tests.factories import MarkFactory
from tests.journeys.conftest import DATA
from tests.journeys.test_accessibility import expect_no_violation

pytestmark = pytest.mark.journey

TEXT = (DATA / "machine-learning.md").read_text(encoding="utf-8")
EDITED, SAID = "Serving predictions to other programs.", "Serving a model over HTTP."
SUMS = "1 changed, 1 retired, 1 conflict; 1 learner has marks on what changes."


@pytest.fixture
def changed(roadmap: Roadmap, learner: User) -> str:
    """A file that retires a topic with a mark, changes a duration, and a text that an editor changed as well."""
    start, end = TEXT.index("      - name: Support Vector"), TEXT.index("      - name: Gradient Boosting")
    topic = Topic.objects.get(key="api-development")
    assert topic.description in TEXT
    text = (TEXT[:start] + TEXT[end:]).replace(topic.description, SAID).replace('"2 weeks"', '"10 days"', 1)
    MarkFactory.create(user=learner, topic=Topic.objects.get(key="support-vector-machines-svm"))
    Topic.objects.filter(pk=topic.pk).update(description=EDITED)
    return text


def get_state() -> tuple[str, str, bool]:
    """A duration, a description, and whether a topic is retired."""
    topics = {topic.key: topic for topic in Topic.objects.all()}
    api, svm = topics["api-development"], topics["support-vector-machines-svm"]
    return topics["linear-algebra"].duration, api.description, svm.retired


def press(page: Page, button: str) -> None:
    page.get_by_role("button", name=button).click()


@pytest.mark.parametrize("width", [1280, 390])
def test_from_a_pasted_text_to_the_site_and_back(
    visit: Callable[..., Page], changed: str, editor: User, width: int
) -> None:
    page = visit(width=width, signed_in=editor)
    page.goto("/admin/")
    page.get_by_role("link", name="Import a roadmap").click()
    page.get_by_label("Text", exact=True).fill(changed)
    page.get_by_label("File name").fill("machine-learning")
    press(page, "Show what would change")

    expect(page.locator(".import-sums")).to_have_text(SUMS)
    expect(page.locator('[data-act="retire"] .change')).to_contain_text("1 learner has a mark, and still sees it")
    expect(page.locator('[data-act="change"] del')).to_contain_text("2 weeks")
    page.get_by_label("Take what the file says").check()
    press(page, "Apply exactly this plan")

    expect(page.get_by_role("heading", name="Record of an import")).to_be_visible()
    assert get_state() == ("10 days", SAID, True)
    page.get_by_role("link", name="Undo this import").click()
    expect(page.locator('[data-act="restore"] .change')).to_contain_text("1 learner finds the mark again")
    press(page, "Take it back")

    expect(page.locator(".messagelist .success")).to_contain_text("Applied: 1 restored, 2 changed")
    assert get_state() == ("2 weeks", EDITED, False)
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_without_java_script_from_a_file(
    visit: Callable[..., Page], changed: str, editor: User, tmp_path: Path
) -> None:
    page = visit(signed_in=editor, java_script_enabled=False)
    page.goto("/admin/roadmaps/importrun/new/")
    (tmp_path / "machine-learning.md").write_text(changed, encoding="utf-8")
    page.get_by_label("File", exact=True).set_input_files(tmp_path / "machine-learning.md")
    press(page, "Show what would change")

    press(page, "Apply exactly this plan")  # the browser asks for a choice first
    expect(page.locator(".import-sums")).to_have_text(SUMS)
    page.get_by_label("Keep what the site says").check()
    press(page, "Plan again")
    expect(page.get_by_label("Keep what the site says")).to_be_checked()
    press(page, "Apply exactly this plan")

    expect(page.get_by_role("heading", name="Record of an import")).to_be_visible()
    assert get_state() == ("10 days", EDITED, True)


def test_by_keyboard_alone(visit: Callable[..., Page], changed: str, editor: User) -> None:
    page = visit(signed_in=editor)
    page.goto("/admin/roadmaps/importrun/new/")
    tab_to(page, page.get_by_label("Text", exact=True))
    page.keyboard.insert_text(changed)
    tab_to(page, page.get_by_label("File name"))
    page.keyboard.type("machine-learning.md")
    page.keyboard.press("Enter")

    expect(page.locator(".import-sums")).to_have_text(SUMS)
    tab_to(page, page.get_by_label("Keep what the site says"))
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("Take what the file says")).to_be_checked()
    tab_to(page, page.get_by_role("button", name="Apply exactly this plan"))
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Record of an import")).to_be_visible()
    assert get_state() == ("10 days", SAID, True)


def tab_to(page: Page, target: Locator, *, most: int = 40) -> None:
    """Press Tab until this has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"{target} is not reached by Tab")


def test_a_second_tab_and_the_way_back_are_harmless(visit: Callable[..., Page], changed: str, editor: User) -> None:
    page = visit(signed_in=editor)
    other = page.context.new_page()
    for tab in (page, other):
        tab.goto("/admin/roadmaps/importrun/new/")
        tab.get_by_label("Text", exact=True).fill(changed)
        tab.get_by_label("File name").fill("machine-learning")
        press(tab, "Show what would change")
        tab.get_by_label("Take what the file says").check()
    press(page, "Apply exactly this plan")
    expect(page.get_by_role("heading", name="Record of an import")).to_be_visible()

    press(other, "Apply exactly this plan")

    expect(other.locator(".import-lede")).to_contain_text("Nothing to do")
    assert ImportRun.objects.filter(origin="admin").count() == 1


def test_axe_finds_nothing_on_the_pages_of_imports(visit: Callable[..., Page], changed: str, editor: User) -> None:
    page = visit(signed_in=editor, reduced_motion="reduce")  # colours that are still moving have no contrast
    page.goto("/admin/roadmaps/importrun/new/")
    expect_no_violation(page)
    page.get_by_label("Text", exact=True).fill("nodes: [")
    press(page, "Show what would change")
    expect(page.locator(".import-problems")).to_be_visible()
    expect_no_violation(page)
    page.get_by_label("Text", exact=True).fill(changed)
    page.get_by_label("File name").fill("machine-learning")
    press(page, "Show what would change")
    expect(page.locator(".import-sums")).to_be_visible()
    expect_no_violation(page)
    page.get_by_label("Take what the file says").check()
    press(page, "Apply exactly this plan")
    expect(page.locator(".facts")).to_be_visible()
    expect_no_violation(page)
    page.get_by_role("link", name="Undo this import").click()
    expect(page.get_by_role("button", name="Take it back")).to_be_visible()
    expect_no_violation(page)
    ImportRun.objects.update(outcome=ImportRun.Outcome.FAILED)
    page.goto("/admin/")
    expect(page.locator(".is-stopped")).to_be_visible()
    expect_no_violation(page)
