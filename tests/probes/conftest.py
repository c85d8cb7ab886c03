"""What every attack stands on: the settings of production, and a site on which each table has a row."""

from __future__ import annotations

import os
import runpy
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from config import settings as module
from progress import outline
from tests.config.test_settings import KNOWN
from tests.probes.production import ENVIRONMENT, TESTING
from tests.probes.world import World, make_world


@pytest.fixture(scope="session")
def shipped() -> dict[str, Any]:
    """What config/settings.py defines under the environment of production."""
    before = dict(os.environ)
    try:
        for name in KNOWN:
            os.environ.pop(name, None)
        os.environ.update(ENVIRONMENT)
        assert module.__file__
        found = runpy.run_path(module.__file__)
    finally:
        os.environ.clear()
        os.environ.update(before)
    return {name: value for name, value in found.items() if name.isupper()}


@pytest.fixture(autouse=True, scope="module")
def production(shipped: dict[str, Any], request: pytest.FixtureRequest) -> Iterator[None]:
    """Applies them, but for what a test keeps to itself. A journey has no certificate: its site speaks plain HTTP."""
    is_journey = request.node.get_closest_marker("journey") is not None
    tls = ("SECURE_", "SESSION_COOKIE", "CSRF_COOKIE") if is_journey else ()
    applied = {name: value for name, value in shipped.items() if name not in TESTING and not name.startswith(tls)}
    applied["EMAIL_BACKEND"] = "django.core.mail.backends.locmem.EmailBackend"
    if is_journey:
        applied["ALLOWED_HOSTS"] = ["localhost", "127.0.0.1"]
    with override_settings(**applied):
        yield


@pytest.fixture(scope="module")
def site(production: None, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Ada's site, made once for the probes of a family; what one of them does to it is taken back after it."""
    with django_db_blocker.unblock():
        atomic = transaction.atomic()
        atomic.__enter__()
        made = make_world()
    yield made
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        atomic.__exit__(None, None, None)


@pytest.fixture
def world(site: World, db: None) -> World:
    """Ada's site, as it was made, after nobody has used up a limit."""
    cache.clear()
    outline.forget()
    return site.copy()
