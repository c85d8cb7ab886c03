"""What is wrong with a topic reaches an editor, who settles it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from progress.models import Report
from roadmaps.models import Roadmap
from tests.journeys.browsers import Watch
from tests.journeys.hands import TRAIL, expect_toast, open_topic, topic_path

pytestmark = pytest.mark.journey

TOPIC = topic_path("linear-logistic-regression", "supervised-learning")
NAME = "Linear & Logistic Regression"
THANKS = "Thank you. An editor will look at it."


def open_form(page: Page) -> None:
    page.get_by_text("Report a problem or suggest a link").click()


def list_reports() -> list[tuple[str, str, str]]:
    return list(Report.objects.order_by("pk").values_list("kind", "url", "text"))


@pytest.mark.usefixtures("roadmap")
def test_a_problem_a_link_and_a_broken_one_are_reported(
    visit: Callable[..., Page], learner: User, watch: Watch
) -> None:
    watch.expect("status of 422")
    page = visit(signed_in=learner)
    page.goto(TRAIL)
    open_topic(page, "linear-logistic-regression", NAME, "supervised-learning")
    report = page.locator("#report")
    open_form(page)
    report.get_by_role("button", name="Send").click()
    expect(report.get_by_role("alert")).to_have_text("Say in a few words what is wrong.")
    report.get_by_label("In your words").fill("A typo")
    report.get_by_role("button", name="Send").click()
    expect(report.get_by_role("status")).to_have_text(THANKS)

    open_form(page)
    expect(report.get_by_label("Address of the link")).to_be_hidden()
    report.get_by_label("A link to add").check()
    report.get_by_label("Address of the link").fill("https://example.org/more")
    report.get_by_role("button", name="Send").click()
    expect(report.get_by_role("status")).to_have_text(THANKS)

    link = page.locator(".links li").first
    title, address = link.locator("a span").first.inner_text(), link.locator("a").first.get_attribute("href")
    link.locator("summary", has_text="broken?").click()
    link.get_by_role("button", name=f"Report this link: {title}").click()
    expect(link.locator(".broken")).to_have_text(THANKS)
    assert list_reports() == [
        ("problem", "", "A typo"),
        ("suggest", "https://example.org/more", ""),
        ("broken", address, ""),
    ]
    page.goto(TOPIC)
    expect(link.locator(".broken")).to_have_text("reported")


@pytest.mark.usefixtures("roadmap")
def test_without_script_what_is_refused_is_not_lost(visit: Callable[..., Page], learner: User, watch: Watch) -> None:
    watch.expect("status of 422")
    page = visit(signed_in=learner, java_script_enabled=False)
    page.goto(TOPIC)
    open_form(page)
    page.get_by_label("A link to add").check()
    page.get_by_label("Address of the link").fill("example")
    page.get_by_label("In your words").fill("Better pictures")
    page.get_by_role("button", name="Send").click()
    expect(page.locator("#report .error")).to_contain_text("give the whole address")
    expect(page.get_by_label("In your words")).to_have_value("Better pictures")
    page.get_by_label("Address of the link").fill("https://example.org/more")
    page.get_by_role("button", name="Send").click()
    expect_toast(page, THANKS)
    page.locator(".links li").first.locator("summary", has_text="broken?").click()
    page.get_by_role("button", name="Report this link").first.click()
    expect_toast(page, THANKS)
    assert [kind for kind, _url, _text in list_reports()] == ["suggest", "broken"]


def test_an_editor_finds_it_and_settles_it(
    visit: Callable[..., Page], learner: User, editor: User, roadmap: Roadmap
) -> None:
    topic = roadmap.topics.get(key="calculus")
    Report.objects.create(user=learner, topic=topic, kind=Report.Kind.PROBLEM, text="A typo")
    page = visit(signed_in=editor)
    page.goto(topic_path("calculus"))
    page.get_by_role("link", name="Edit this topic").click()
    page.get_by_role("link", name="1 open report").click()
    row = page.locator("#result_list tbody tr")
    expect(row).to_contain_text("A typo")
    expect(row).not_to_contain_text(str(learner))
    row.get_by_role("checkbox").check()
    page.get_by_label("Action:").select_option("Settle")
    page.get_by_title("Run the selected action").click()
    expect(page.locator(".messagelist")).to_contain_text("1 report is now settled.")
    expect(row).to_have_count(0)
    assert list(Report.objects.values_list("state", flat=True)) == ["settled"]
    page.goto("/admin/")
    expect(page.get_by_role("link", name="open report")).to_have_count(0)
