"""Every page is asked by axe, in light and dark, wide and narrow."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page
from pytest_django import Settings

from accounts.models import User
from progress.actions import mark_topic, reset_place
from progress.actions.bookmarks import keep_at_hand
from progress.actions.notes import save_note
from progress.actions.own_links import add_own_link
from progress.actions.ticks import set_tick
from progress.models import Mark
from roadmaps.models import Roadmap
from tests.accounts.codes import give_app, read_passkey
from tests.accounts.providers.answers import KEYS
from tests.config.test_logo import DARK, LIGHT
from tests.factories import PASSWORD, MarkFactory, RoadmapFactory
from tests.journeys.browsers import Watch
from tests.journeys.hands import TRAIL, expect_status, find_way, open_topic, topic_path

pytestmark = pytest.mark.journey

GUESTS = (
    "/",
    "/keys/",
    "/search/",
    "/roadmaps/",
    TRAIL,
    f"{TRAIL}?view=map",
    "/accounts/signup/",
    "/accounts/login/",
    "/accounts/password/reset/",
)
LEARNERS = (
    "/",
    "/roadmaps/",
    TRAIL,
    f"{TRAIL}?view=map",
    f"{TRAIL}math-for-ml/",
    topic_path("linear-algebra"),
    topic_path("api-development", "deployment"),
    "/search/?q=lin",
    "/history/",
    f"{TRAIL}-/history/",
)
SETTINGS = (
    f"{TRAIL}-/reset/",
    f"{TRAIL}-/know/",
    "/settings/",
    "/settings/delete/",
    "/accounts/password/change/",
    "/accounts/email/",
)
FACTORS = (
    "/settings/",
    "/settings/sessions/",
    "/settings/second-factor/",
    "/accounts/reauthenticate/",
    "/accounts/2fa/totp/deactivate/",
    "/accounts/2fa/recovery-codes/",
    "/accounts/2fa/recovery-codes/generate/",
    "/accounts/2fa/webauthn/",
    "/accounts/2fa/webauthn/add/",
)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
RUN = "axe.run({resultTypes: ['violations']})"
TELL = """results => results.violations.flatMap(rule => rule.nodes.map(
    node => `${rule.id}: ${node.target} ${node.failureSummary}`))"""


@pytest.fixture
def walker(learner: User, roadmap: Roadmap) -> User:
    """Somebody with each of the four statuses, a stage that is complete, a history, and things kept at hand."""
    statuses = {"linear-algebra": "done", "calculus": "done", "probability-statistics": "skipped"}
    for key, status in {**statuses, "gradient-boosting": "learning"}.items():
        MarkFactory.create(user=learner, topic=roadmap.topics.get(key=key), status=status)
    deployment = roadmap.nodes.get(key="deployment")
    for topic in deployment.topics.all():
        mark_topic(user=learner, topic=topic, status="learning")
    reset_place(user=learner, place=deployment)
    for thing in (roadmap, RoadmapFactory.create(), roadmap.topics.get(key="calculus")):
        keep_at_hand(user=learner, thing=thing, on=True)
    return learner


def expect_no_violation(page: Page) -> None:
    found = list_violations(page)
    assert not found, "\n".join(found)


def list_violations(page: Page) -> list[str]:
    """What axe finds on the page that is open, in both schemes at both widths, each with its place."""
    page.evaluate(Axe().axe_script)
    found = []
    for width, height in ((1280, 1000), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            found += [f"{page.url}, {scheme}, {width} px: {fault}" for fault in page.evaluate(f"{RUN}.then({TELL})")]
    return found


def expect_no_violation_on(page: Page, paths: tuple[str, ...]) -> None:
    found = []
    for path in paths:
        page.goto(path)
        found += list_violations(page)
    assert not found, "\n".join(found)


def test_axe_finds_nothing_on_the_pages_for_guests(page: Page, roadmap: Roadmap) -> None:
    expect_no_violation_on(page, GUESTS)


def test_axe_finds_nothing_on_the_pages_of_the_trail(visit: Callable[..., Page], walker: User) -> None:
    expect_no_violation_on(visit(signed_in=walker), LEARNERS)


def test_axe_finds_nothing_on_the_pages_of_the_account(visit: Callable[..., Page], walker: User) -> None:
    expect_no_violation_on(visit(signed_in=walker), SETTINGS)


def test_axe_finds_nothing_on_the_pages_of_second_factors_and_other_sites(
    visit: Callable[..., Page], walker: User, settings: Settings
) -> None:
    settings.SIGN_IN_KEYS = KEYS
    SocialAccount.objects.create(user=walker, provider="github", uid="1", extra_data={"login": "octocat"})
    page = visit(signed_in=walker)
    page.goto("/accounts/2fa/totp/activate/")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    page.locator(".qr").wait_for()
    expect_no_violation(page)
    give_app(walker)
    Authenticator.objects.create(user=walker, type="webauthn", data=read_passkey())
    expect_no_violation_on(page, FACTORS)


def test_axe_finds_nothing_on_the_way_in(page: Page, roadmap: Roadmap, learner: User, settings: Settings) -> None:
    settings.SIGN_IN_KEYS = KEYS
    expect_no_violation_on(page, ("/accounts/login/", "/accounts/signup/"))
    settings.SIGN_UP_OPEN, settings.SITE_LOGOS = False, {"light": LIGHT, "dark": DARK}
    expect_no_violation_on(page, ("/", "/accounts/signup/", "/accounts/login/"))
    give_app(learner)
    page.get_by_label("E-mail address").fill(learner.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("heading", name="Second step").wait_for()
    expect_no_violation(page)


def test_axe_finds_nothing_with_the_panel_open_and_a_toast_shown(visit: Callable[..., Page], walker: User) -> None:
    page = visit(signed_in=walker)
    page.goto(TRAIL)
    find_way(page, "feature-engineering").click()
    expect_status(page, "feature-engineering", "done")
    open_topic(page, "linear-logistic-regression", "Linear & Logistic Regression", "supervised-learning")
    expect_no_violation(page)


def test_axe_finds_nothing_where_things_changed_and_left(visit: Callable[..., Page], returner: User) -> None:
    left = topic_path("gradient-boosting", "supervised-learning")
    paths = (TRAIL, f"{TRAIL}?status=changed", f"{TRAIL}supervised-learning/", topic_path("calculus"), left)
    expect_no_violation_on(visit(signed_in=returner), paths)


def test_axe_finds_nothing_in_an_open_menu(visit: Callable[..., Page], walker: User) -> None:
    page = visit(signed_in=walker)
    page.goto(TRAIL)
    page.locator('[data-topic="feature-engineering"] .state > summary').click()
    expect_no_violation(page)


def test_axe_finds_nothing_in_the_open_list_of_keys(visit: Callable[..., Page], learner: User) -> None:
    page = visit(signed_in=learner)
    page.goto("/")
    page.keyboard.press("?")
    page.get_by_role("dialog").wait_for()
    expect_no_violation(page)


def test_axe_finds_nothing_on_a_refused_form(page: Page, roadmap: Roadmap) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("E-mail address").fill("nobody@example.org")
    page.get_by_label("Password", exact=True).fill("not-the-password")
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
    page.locator("#form_error").wait_for()
    expect_no_violation(page)


def test_axe_finds_nothing_where_nothing_is(page: Page, watch: Watch, db: None) -> None:
    watch.expect("status of 404")
    page.goto("/nowhere/")
    expect_no_violation(page)


def test_axe_would_find_something(page: Page, db: None) -> None:
    page.goto("/")
    page.evaluate("document.querySelector('.bar-end button').removeAttribute('aria-label')")
    page.evaluate("document.querySelector('.bar-end button').removeAttribute('title')")
    assert ["button-name" in fault for fault in list_violations(page)] == [True] * 4


def test_axe_finds_nothing_on_a_sheet_with_everything_and_the_pages_of_notes(
    visit: Callable[..., Page], walker: User, roadmap: Roadmap
) -> None:
    topic = roadmap.topics.get(key="calculus")
    topic.takeaways, topic.questions = ["Derive", "Integrate"], [{"ask": "Why?", "answer": "*So*"}]
    topic.save()
    for text in topic.takeaways:
        set_tick(user=walker, topic=topic, kind="takeaway", target=text, on=True)
    add_own_link(user=walker, topic=topic, url="https://example.org/", title="Mine")
    Mark.objects.filter(user=walker, topic=topic).update(evidence="https://example.org/made")
    save_note(user=walker, topic=topic, text="# One\n\n*two* [three](https://example.org)", version=0)
    page = visit(signed_in=walker)
    expect_no_violation_on(page, ("/notes/", f"{TRAIL}-/notes/", topic_path("calculus")))
    for summary in page.locator("article details:not([data-menu]) > summary").all():
        summary.click()
    expect_no_violation(page)
