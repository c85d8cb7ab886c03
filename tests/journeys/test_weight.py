"""What the roadmap's page weighs on a first visit of a learner, served as in production."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.test import override_settings
from django.test.testcases import LiveServerThread
from playwright.sync_api import BrowserContext, expect

from accounts.models import User
from roadmaps.models import Roadmap
from tests.factories import MarkFactory, NodeFactory, RoadmapFactory, TopicFactory
from tests.journeys.browsers import weigh
from tests.journeys.hands import TRAIL

pytestmark = pytest.mark.journey

BUDGET = 60 * 1024  # bytes over the wire, headers too
SCRIPTS = 12 * 1024  # of ours, beside htmx
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


@pytest.fixture
def walker(learner: User, roadmap: Roadmap) -> User:
    """A learner with marks on the trail of 13 topics."""
    for key, status in {"linear-algebra": "done", "calculus": "done", "gradient-boosting": "learning"}.items():
        MarkFactory.create(user=learner, topic=roadmap.topics.get(key=key), status=status)
    return learner


@pytest.fixture
def long_trail() -> Roadmap:
    """100 topics in ten nodes, each with a sentence of natural length."""
    roadmap = RoadmapFactory.create(key="long", title="A long trail")
    for node in NodeFactory.create_batch(10, roadmap=roadmap):
        for number in range(10):
            text = f"What topic {number} of this node is about, in a sentence as authors write them. Then more."
            TopicFactory.create(node=node, description=text, duration="2-3 hours", optional=number == 7)
    return roadmap


def test_the_first_visit_to_a_trail_takes_60_kb(
    new_context: Callable[..., BrowserContext],
    walker: User,
    long_trail: Roadmap,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for path, count in ((TRAIL, 13), (long_trail.get_absolute_url(), 100)):
        page = new_context(signed_in=walker).new_page()
        sizes = weigh(page)
        page.goto(path, wait_until="networkidle")
        expect(page.locator("[data-topic]")).to_have_count(count)

        total = sum(sizes.values())
        ours = sum(size for name, size in sizes.items() if name.endswith(".js") and "/vendor/" not in name)
        with capsys.disabled():
            print(f"\ncold load of a trail of {count} topics: {total / 1024:.1f} KB in {len(sizes)} files")  # noqa: T201  # the figure is what is asked for
            print(f"of these, scripts of ours: {ours / 1024:.1f} KB")  # noqa: T201  # as above
        assert path in [name.partition("?")[0] for name in sizes]
        assert total <= BUDGET, sizes
        assert 0 < ours <= SCRIPTS, sizes
