"""Each cookie that the site ever sets, under HTTPS: bound to this host, for HTTPS alone, read by no script."""

from __future__ import annotations

import pytest
from django.http import HttpResponse

from config.routers import mark_writer
from tests.factories import PASSWORD
from tests.probes.production import Browser
from tests.probes.world import World

pytestmark = pytest.mark.django_db

NAMES = ["csrftoken", "django_language", "messages", "sessionid", "shortcuts", "theme", "wrote"]


def test_every_cookie_is_bound_to_the_host(world: World) -> None:
    browser = Browser()
    browser.get("/accounts/login/")  # the token of its form
    browser.post("/settings/theme/", {"theme": "dark"})
    browser.post("/settings/language/", {"language": "de"})
    browser.post("/settings/shortcuts/", {"shortcuts": "off"})
    browser.post("/accounts/login/", {"login": world.eve.email, "password": PASSWORD})
    written = HttpResponse()
    mark_writer(written)  # what a site with a replica adds

    found = dict(browser.cookies) | dict(written.cookies)
    assert sorted(found) == [f"__Host-{name}" for name in NAMES]
    for morsel in found.values():
        assert (morsel["secure"], morsel["path"], morsel["domain"], morsel["samesite"]) == (True, "/", "", "Lax")
    assert [name for name, morsel in found.items() if not morsel["httponly"]] == ["__Host-csrftoken"]
