"""Signing in through another site, in a browser that holds our policy: its forms may lead there, and nowhere else."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from allauth.socialaccount.providers.github.views import GitHubOAuth2Adapter
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django import Settings

from accounts.models import User
from config.safety import build_policy
from tests.accounts.providers.answers import KEYS, Web, install
from tests.journeys.test_accessibility import expect_no_violation

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


class Elsewhere(BaseHTTPRequestHandler):
    """The other site's page that asks whether to let us know who it is: whoever comes agrees at once."""

    def do_GET(self) -> None:  # the name http.server calls
        asked = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
        self.send_response(302)
        self.send_header("Location", f"{asked['redirect_uri']}?{urlencode({'code': 'c', 'state': asked['state']})}")
        self.end_headers()

    def log_message(self, *parts: object) -> None:
        """Nothing."""


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The origin of the other site, which is not ours."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    origin = f"http://127.0.0.1:{server.server_port}"
    monkeypatch.setattr(GitHubOAuth2Adapter, "authorize_url", f"{origin}/authorize")
    yield origin
    server.shutdown()
    server.server_close()


@pytest.fixture
def web(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Web:
    settings.SIGN_IN_KEYS = KEYS
    web = install(monkeypatch)
    web.be_github(("mona@example.org", True))
    return web


@pytest.fixture
def open_page(browser: Browser, site: str) -> Iterator[Callable[[bool], Page]]:
    """A page of a browser with script or without. Not `visit`: that one holds against a page that it goes elsewhere."""
    contexts: list[BrowserContext] = []

    def run(script: bool) -> Page:
        contexts.append(browser.new_context(base_url=site, java_script_enabled=script))
        return contexts[-1].new_page()

    yield run
    for context in contexts:
        context.close()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_there_and_back_by_keyboard(
    open_page: Callable[[bool], Page], elsewhere: str, web: Web, settings: Settings, script: bool
) -> None:
    settings.CONTENT_SECURITY_POLICY = build_policy(https=False, form_targets=(elsewhere,))
    page = open_page(script)
    page.goto("/accounts/login/?next=/settings/")
    page.get_by_label("Password", exact=True).focus()
    button = page.get_by_role("button", name="Continue with GitHub")
    for _press in range(4):  # forgotten password, sign in, the button; the way may grow by one
        page.keyboard.press("Tab")
        if button.evaluate("button => button === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Settings", exact=True)).to_be_visible()
    expect(page.get_by_text("Connected as octocat: it signs you in.")).to_be_visible()
    assert User.objects.get().email == "mona@example.org"


def test_the_policy_lets_no_form_go_anywhere_else(
    open_page: Callable[[bool], Page], elsewhere: str, web: Web, settings: Settings
) -> None:
    settings.CONTENT_SECURITY_POLICY = build_policy(https=False)
    page = open_page(True)
    page.goto("/accounts/login/")
    with page.expect_console_message(lambda message: "form-action" in message.text):
        page.get_by_role("button", name="Continue with GitHub").click()
    assert User.objects.count() == 0


def test_axe_finds_nothing_where_it_went_wrong(open_page: Callable[[bool], Page], web: Web) -> None:
    page = open_page(True)
    page.goto("/accounts/github/login/callback/?code=c&state=of-nobody")
    expect(page.get_by_role("heading", name="Not signed in with GitHub")).to_be_visible()
    expect_no_violation(page)
