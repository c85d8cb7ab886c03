"""What the journeys stand on: a browser, a site to visit, and a roadmap on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.management import call_command
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from roadmaps.models import Roadmap
from tests.clients import client_of
from tests.journeys.browsers import ARGUMENTS, Watch, find_browser

PATIENCE = 15_000  # milliseconds; the machine may be busy with other tests
DATA = Path(__file__).parent.parent / "data"

Visit = Callable[..., Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A running Chromium. By module, not by session: while it runs, its event loop is the thread's own, and Django
    would refuse every query of other tests in this worker. For the same reason the refusal is lifted here only."""
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        expect.set_options(timeout=PATIENCE)
        chromium = playwright.chromium.launch(executable_path=find_browser(playwright), args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def site(live_server: LiveServer) -> str:
    """The address of the site, without a slash at its end. Nobody has used up a rate limit there."""
    cache.clear()
    return live_server.url


@pytest.fixture
def watch(site: str) -> Iterator[Watch]:
    """Fails the test at its end when a page wrote to the console, raised an error or asked another host."""
    guard = Watch(site)
    yield guard
    assert guard.faults == []


@pytest.fixture
def new_context(browser: Browser, site: str, watch: Watch) -> Iterator[Callable[..., BrowserContext]]:
    """Opens browsers that share nothing; each takes a width in pixels and the options of playwright's contexts."""
    contexts: list[BrowserContext] = []

    def open_context(*, width: int = 1280, signed_in: User | None = None, **options: object) -> BrowserContext:
        viewport = {"width": width, "height": 1000 if width > 700 else 844}
        context = browser.new_context(base_url=site, viewport=viewport, **options)  # type: ignore[arg-type]  # a plain dict is one
        context.set_default_timeout(PATIENCE)
        watch.follow(context)
        if signed_in:
            session = client_of(signed_in).cookies["sessionid"].value
            context.add_cookies([{"name": "sessionid", "value": session, "url": site}])
        contexts.append(context)
        return context

    yield open_context
    for context in contexts:
        context.close()


@pytest.fixture
def visit(new_context: Callable[..., BrowserContext]) -> Visit:
    """Opens a page in a browser of its own: `visit(width=390, signed_in=learner, java_script_enabled=False)`."""

    def open_page(**options: object) -> Page:
        return new_context(**options).new_page()

    return open_page


@pytest.fixture
def page(visit: Visit) -> Page:
    """A guest at a wide screen."""
    return visit()


@pytest.fixture
def roadmap(transactional_db: None) -> Roadmap:
    """The roadmap of tests/data: 5 nodes and 13 topics, one of them optional."""
    call_command("import_roadmaps", DATA / "machine-learning.md", verbosity=0)
    return Roadmap.objects.get()
