"""Where a command without a request thinks the site is."""

from __future__ import annotations

import pytest
from pytest_django import Settings

from accounts.sites import guess_site_address


@pytest.mark.parametrize(
    ("hosts", "address"),
    [
        (["learn.example.org", "other.example.org"], "https://learn.example.org"),
        (["localhost", "learn.example.org"], "https://learn.example.org"),
        ([".example.org"], "https://example.org"),
        (["localhost", "127.0.0.1", "[::1]"], "http://localhost:8000"),
        (["*"], "http://localhost:8000"),
        ([], "http://localhost:8000"),
    ],
)
def test_the_first_public_host_is_the_site(settings: Settings, hosts: list[str], address: str) -> None:
    settings.ALLOWED_HOSTS = hosts
    assert guess_site_address() == address
