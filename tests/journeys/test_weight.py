"""What the roadmap's page weighs on a first visit, served as in production."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.test import override_settings
from django.test.testcases import LiveServerThread
from playwright.sync_api import BrowserContext, Page, expect

from roadmaps.models import Roadmap
from tests.journeys.hands import TRAIL

pytestmark = pytest.mark.journey

BUDGET = 60 * 1024  # bytes over the wire
COMPRESSED = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "config.joining.JoiningStorage"},
}


class PassThrough(WSGIHandler):
    """Serves no static file itself, as the live server of other tests does: WhiteNoise has them."""

    def __init__(self, application: WSGIHandler) -> None:
        super().__init__()


@pytest.fixture
def site(transactional_db: None, tmp_path: Path) -> Iterator[str]:
    """The site as it is served in production: DEBUG off, collected files, compressed by WhiteNoise and GZip."""
    settings = override_settings(
        DEBUG=False,
        STORAGES=COMPRESSED,
        STATIC_ROOT=tmp_path,
        STATICFILES_FINDERS=["django.contrib.staticfiles.finders.FileSystemFinder"],  # ours, not the admin's
        WHITENOISE_AUTOREFRESH=False,
    )
    with settings:
        call_command("collectstatic", interactive=False, verbosity=0)
        server = LiveServerThread("localhost", static_handler=PassThrough)
        server.daemon = True
        server.start()
        server.is_ready.wait()
        assert server.error is None
        yield f"http://localhost:{server.port}"
        server.terminate()


def test_the_first_visit_to_a_trail_of_13_topics_takes_60_kb(
    new_context: Callable[..., BrowserContext], roadmap: Roadmap, capsys: pytest.CaptureFixture[str]
) -> None:
    page = new_context().new_page()
    sizes = weigh(page)
    page.goto(TRAIL, wait_until="networkidle")
    expect(page.locator("[data-topic]")).to_have_count(13)

    total = sum(sizes.values())
    with capsys.disabled():
        print(f"\ncold load of a trail of 13 topics: {total / 1024:.1f} KB in {len(sizes)} files")  # noqa: T201  # the figure is what is asked for
    assert TRAIL in [path.partition("?")[0] for path in sizes]
    assert total <= BUDGET, sizes


def weigh(page: Page) -> dict[str, int]:
    """Fills with the bytes over the wire, headers too, of each file that the page fetches, by path."""
    session = page.context.new_cdp_session(page)
    paths: dict[str, str] = {}
    sizes: dict[str, int] = {}

    def on_response(event: dict[str, Any]) -> None:
        paths[event["requestId"]] = "/" + event["response"]["url"].split("/", 3)[3]

    def on_finished(event: dict[str, Any]) -> None:
        sizes[paths[event["requestId"]]] = int(event["encodedDataLength"])

    session.on("Network.responseReceived", on_response)
    session.on("Network.loadingFinished", on_finished)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    return sizes
