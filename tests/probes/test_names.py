"""What the people who run the site call it, and where its foot leads: plain words and addresses, or no start."""

from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import site as site_settings


@pytest.mark.parametrize("name", ["a\nb", "a\r\nBcc: x", "a\0b", "a\u2028b", "\u202ea", "a" * 61])
def test_a_name_of_the_site_is_one_plain_line(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr("config.env.read_text", lambda *_args, **_kwargs: name)
    with pytest.raises(ImproperlyConfigured):
        site_settings.read_name("SITE_NAME", default="")


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "//evil.example", 'https://a.example/"x', "/\\evil", "/a b"]
)
def test_a_link_at_the_foot_is_an_address(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setattr("config.env.read_text", lambda *_args, **_kwargs: address)
    with pytest.raises(ImproperlyConfigured):
        site_settings.read_address("IMPRINT_URL")
