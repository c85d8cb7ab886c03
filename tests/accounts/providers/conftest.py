"""Both providers are on, and no network is there."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from pytest_django import Settings

from tests.accounts.providers.answers import KEYS, Web, install


@pytest.fixture
def web(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Web:
    settings.SIGN_IN_KEYS = KEYS
    cache.clear()
    return install(monkeypatch)
