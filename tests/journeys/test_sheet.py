"""What a learner keeps on a topic: ticks, links of their own, evidence; and questions to ask oneself."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from progress.models import Mark, OwnLink, Tick
from roadmaps.models import Roadmap
from tests.journeys.browsers import Watch
from tests.journeys.hands import TRAIL, expect_control, expect_status, open_topic, press_in_control, topic_path

pytestmark = pytest.mark.journey

CALCULUS = topic_path("calculus")


@pytest.fixture
def calculus(roadmap: Roadmap) -> Roadmap:
    """The roadmap with two takeaways and a question on calculus."""
    questions = [{"ask": "What is a slope?", "answer": "A *rate*."}]
    roadmap.topics.filter(key="calculus").update(takeaways=["Derive", "Integrate"], questions=questions)
    return roadmap


@pytest.mark.usefixtures("calculus")
@pytest.mark.parametrize("width", [1280, 390])
def test_ticks_lead_to_done_and_evidence(visit: Callable[..., Page], learner: User, watch: Watch, width: int) -> None:
    watch.expect("status of 422")
    page = visit(signed_in=learner, width=width)
    page.goto(TRAIL)
    open_topic(page, "calculus", "Calculus")
    box = page.get_by_role("checkbox", name="Derive")
    box.focus()
    page.keyboard.press("Space")
    expect(box).to_be_checked()
    expect(box).to_be_focused()
    expect(page.get_by_role("button", name="Mark done")).to_have_count(0)
    page.get_by_role("checkbox", name="Integrate").click()
    page.locator(".offer").get_by_role("button", name="Mark done").click()
    expect_control(page, "done", "Done")
    expect(page.locator(".offer")).to_be_hidden()
    page.get_by_text("Add an address").click()
    page.get_by_label("Address of a repository or certificate").fill("example.org/mine")
    page.get_by_label("Address of a repository or certificate").press("Enter")
    expect(page.locator(".evidence .error")).to_contain_text("https://example.org/mine")
    expect(page.get_by_label("Address of a repository or certificate")).to_be_focused()
    page.get_by_label("Address of a repository or certificate").fill("https://example.org/mine")
    page.get_by_label("Address of a repository or certificate").press("Enter")
    expect(page.locator(".evidence .links a")).to_have_attribute("href", "https://example.org/mine")
    press_in_control(page, "Learning")
    expect(page.locator(".evidence")).to_be_hidden()
    press_in_control(page, "Done")
    expect(page.locator(".evidence .links a")).to_have_attribute("href", "https://example.org/mine")
    assert list(Mark.objects.values_list("status", "evidence")) == [("done", "https://example.org/mine")]
    if width > 860:
        page.keyboard.press("Escape")
        expect_status(page, "calculus", "done")


@pytest.mark.usefixtures("calculus")
def test_own_links_and_what_was_seen(visit: Callable[..., Page], learner: User, watch: Watch) -> None:
    watch.expect("status of 422")
    page = visit(signed_in=learner)
    page.goto(CALCULUS)
    seen = page.locator("#sheet-resources .seen button").first
    seen.click()
    expect(seen).to_have_attribute("aria-pressed", "true")
    expect(seen).to_be_focused()
    page.get_by_text("Add a link").click()
    page.get_by_label("Address", exact=True).fill("javascript:alert(1)")
    page.get_by_role("button", name="Add link").click()
    expect(page.locator("#own-links .error")).to_contain_text("is not allowed")
    expect(page.get_by_label("Address", exact=True)).to_be_focused()
    page.get_by_label("Address", exact=True).fill("https://example.org/slopes")
    page.get_by_label("Title").fill("Slopes")
    page.get_by_role("button", name="Add link").click()
    expect(page.locator("#own-links .links a")).to_have_attribute("href", "https://example.org/slopes")
    page.get_by_label("Remove: Slopes").click()
    assert OwnLink.objects.count() == 1
    page.get_by_role("button", name="Remove this link").click()
    expect(page.locator("#own-links .links")).to_have_count(0)
    expect(page.locator("#own-links summary").filter(has_text="Add a link")).to_be_focused()
    assert (OwnLink.objects.count(), Tick.objects.get().kind) == (0, "link")


@pytest.mark.usefixtures("calculus")
def test_all_of_it_without_script(visit: Callable[..., Page], learner: User, watch: Watch) -> None:
    watch.expect("status of 422")
    page = visit(signed_in=learner, width=390, java_script_enabled=False)
    page.goto(CALCULUS)
    page.get_by_role("checkbox", name="Derive").click()
    page.get_by_role("checkbox", name="Integrate").click()
    page.get_by_role("button", name="Mark done").first.click()
    expect_control(page, "done", "Done")
    page.locator("#sheet-resources .seen button").first.click()
    expect(page.locator('.seen [aria-pressed="true"]')).to_have_count(1)
    page.get_by_text("Add a link").click()
    page.get_by_label("Address", exact=True).fill("nowhere")
    page.get_by_role("button", name="Add link").click()
    expect(page.locator(".error")).to_contain_text("https://nowhere")
    page.get_by_label("Address", exact=True).fill("https://example.org/slopes")
    page.get_by_role("button", name="Add link").click()
    expect(page.locator("#own-links .links a")).to_have_attribute("href", "https://example.org/slopes")
    page.get_by_text("Add an address").click()
    page.get_by_label("Address of a repository or certificate").fill("https://example.org/mine")
    page.locator(".evidence").get_by_role("button", name="Save").click()
    expect(page.locator(".evidence .links a")).to_have_attribute("href", "https://example.org/mine")
    assert Tick.objects.count() == 3


@pytest.mark.usefixtures("calculus")
def test_a_guest_asks_themselves_and_is_invited(page: Page) -> None:
    page.goto(CALCULUS)
    expect(page.get_by_text("What is a slope?")).to_be_visible()
    expect(page.locator(".question .prose")).to_be_hidden()
    page.get_by_text("Show the answer").click()
    expect(page.locator(".question .prose")).to_have_text("A rate.")
    invitation = page.get_by_text("to keep notes, ticks and links of your own.").get_by_role("link")
    expect(invitation).to_have_attribute("href", f"/accounts/signup/?next={CALCULUS}")
    expect(page.get_by_label("Your notes", exact=True)).to_have_count(0)
