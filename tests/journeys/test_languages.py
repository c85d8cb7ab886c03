"""The site in German: by the browser, by a switch at the foot of each page, and by the learner's own setting."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from roadmaps.models import Roadmap
from tests.journeys.hands import TRAIL, expect_status, find_way, sign_out, topic_path
from tests.journeys.test_layout import WIDER

pytestmark = pytest.mark.journey

GUESTS = ("/", "/roadmaps/", TRAIL, "/accounts/signup/", "/accounts/login/")
LEARNERS = (
    "/",
    "/roadmaps/",
    TRAIL,
    f"{TRAIL}?view=map",
    f"{TRAIL}-/know/",
    topic_path("calculus"),
    "/settings/",
    "/notes/",
    "/history/",
    "/search/?q=calculus",
)
CUT = "tabs => tabs.filter((tab) => tab.scrollWidth > tab.clientWidth).map((tab) => tab.textContent)"


def expect_language(page: Page, language: str, heading: str) -> None:
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)


@pytest.mark.parametrize("java_script", [True, False])
def test_a_guest_has_the_browsers_language_until_another_is_chosen(
    visit: Callable[..., Page], roadmap: Roadmap, java_script: bool
) -> None:
    page = visit(locale="de-DE", width=390, java_script_enabled=java_script)
    page.goto("/roadmaps/?sort=title")
    expect_language(page, "de", "Lernpfade")
    page.get_by_role("button", name="English").click()
    expect(page).to_have_url("/roadmaps/?sort=title")
    expect_language(page, "en", "Roadmaps")
    page.goto("/accounts/login/")
    expect_language(page, "en", "Sign in")
    page.get_by_role("button", name="Deutsch").click()
    expect_language(page, "de", "Anmelden")


def test_a_learners_setting_goes_with_them(visit: Callable[..., Page], learner: User, roadmap: Roadmap) -> None:
    page = visit(signed_in=learner)
    page.goto("/settings/")
    page.get_by_label("Language", exact=True).select_option("Deutsch")
    page.get_by_role("button", name="Save").click()
    expect_language(page, "de", "Einstellungen")
    expect(page.locator("#toasts")).to_contain_text("Deine Einstellungen sind gespeichert.")

    other = visit(signed_in=learner, locale="en-GB")
    other.goto(TRAIL)
    expect(other.locator("html")).to_have_attribute("lang", "de")
    find_way(other, "linear-algebra").click()
    expect_status(other, "linear-algebra", "done")
    expect(find_way(other, "linear-algebra")).to_have_accessible_name(
        "Linear Algebra: erledigt. Auswählen, um es wieder auf offen zu setzen"
    )
    expect(other.get_by_role("heading", level=1)).not_to_have_attribute("lang", "de")

    other.goto("/settings/")
    other.get_by_label("Sprache", exact=True).select_option("Wie mein Browser")
    other.get_by_role("button", name="Speichern").click()
    expect_language(other, "en", "Settings")
    sign_out(other)


@pytest.mark.parametrize("width", [390, 320])
def test_german_words_fit_a_phone(visit: Callable[..., Page], learner: User, roadmap: Roadmap, width: int) -> None:
    found = []
    for person, paths in ((None, GUESTS), (learner, LEARNERS)):
        page = visit(width=width, locale="de-DE", signed_in=person)
        for path in paths:
            page.goto(path)
            found += [f"{path}: {fault}" for fault in page.evaluate(WIDER)]
            if person:
                found += page.locator(".tabs a").evaluate_all(CUT)
    assert not found, "\n".join(found)
