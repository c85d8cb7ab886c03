"""What the journeys stand on: a browser, a site to visit, and a roadmap on it."""

from __future__ import annotations

import asyncio
from asyncio import AbstractEventLoop
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connections
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from progress.models import Mark
from roadmaps.models import FormerKey, Roadmap
from tests.clients import client_of
from tests.journeys.browsers import ARGUMENTS, Watch, find_browser
from tests.journeys.hands import TRAIL

PATIENCE = 15_000  # milliseconds; the machine may be busy with other tests
DATA = Path(__file__).parent.parent / "data"

Visit = Callable[..., Page]


@pytest.fixture(scope="session")
def chromium() -> Iterator[tuple[Browser, AbstractEventLoop]]:
    """A running Chromium, and the event loop that playwright keeps in this thread to speak with it."""
    with sync_playwright() as playwright:
        expect.set_options(timeout=PATIENCE)
        loop = asyncio.get_running_loop()
        running = playwright.chromium.launch(executable_path=find_browser(playwright), args=ARGUMENTS)
        asyncio._set_running_loop(None)
        yield running, loop
        asyncio._set_running_loop(loop)
        running.close()


@pytest.fixture
def browser(chromium: tuple[Browser, AbstractEventLoop], monkeypatch: pytest.MonkeyPatch) -> Iterator[Browser]:
    """Chromium, for the length of one test. In a thread with a running event loop Django refuses every query: during
    a journey the refusal is lifted, and between journeys the loop is put aside, so that other tests stay guarded.
    Beside a running loop Django also keeps connections of their own, which PostgreSQL would wait for at the end."""
    running, loop = chromium
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    asyncio._set_running_loop(loop)
    yield running
    connections.close_all()
    asyncio._set_running_loop(None)


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
    faults = guard.list_faults()
    assert not faults, "\n".join(faults)


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


@pytest.fixture
def trail(visit: Visit, roadmap: Roadmap, learner: User) -> Page:
    """The roadmap's page as a learner sees it who has marked nothing."""
    page = visit(signed_in=learner)
    page.goto(TRAIL)
    return page


@pytest.fixture
def returner(learner: User, roadmap: Roadmap) -> User:
    """Comes back to a roadmap once called ml: calculus, once analysis, changed since, and gradient-boosting left."""
    today = timezone.now()
    roadmap.topics.update(changed_at=today - timedelta(days=90))
    for key in ("linear-algebra", "calculus", "gradient-boosting"):
        topic = roadmap.topics.get(key=key)
        Mark.objects.create(user=learner, topic=topic, status="done", finished_at=today - timedelta(days=9))
    calculus = roadmap.topics.get(key="calculus")
    roadmap.topics.filter(pk=calculus.pk).update(changed_at=today - timedelta(days=2))
    roadmap.topics.filter(key="gradient-boosting").update(retired=True)
    FormerKey.objects.create(roadmap=roadmap, key="ml")
    FormerKey.objects.create(roadmap=roadmap, node=calculus.node, key="maths")
    FormerKey.objects.create(roadmap=roadmap, topic=calculus, key="analysis")
    return learner
