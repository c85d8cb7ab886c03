"""The icon of the site, and how it stands on a home screen."""

from __future__ import annotations

import struct

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from pytest_django import Settings

pytestmark = pytest.mark.django_db


def test_the_icon_is_found_without_a_page(client: Client) -> None:
    answer = client.get("/favicon.ico")
    assert (answer.status_code, answer["Location"]) == (302, "/static/img/favicon.ico")


def test_the_manifest_names_the_site_and_icons_of_their_true_size(client: Client, settings: Settings) -> None:
    settings.SITE_NAME, settings.MEMBERS_ONLY = "Bee school", True
    answer = client.get("/site.webmanifest")
    said = answer.json()
    assert (answer["Content-Type"], said["name"], said["start_url"]) == ("application/manifest+json", "Bee school", "/")
    assert [icon["sizes"] for icon in said["icons"]] == ["192x192", "512x512", "any"]
    for icon in said["icons"][:2]:
        assert measure(icon["src"]) == icon["sizes"]


def test_each_page_leads_to_them(client: Client) -> None:
    page = client.get("/keys/").content.decode()
    assert '<link rel="manifest" href="/site.webmanifest">' in page
    assert '<link rel="apple-touch-icon" href="/static/img/apple-touch-icon.png">' in page
    assert measure("/static/img/apple-touch-icon.png") == "180x180"
    assert measure("/static/img/share.png") == "1200x630"


def measure(url: str) -> str:
    """`192x192`: the size that a PNG says of itself."""
    path = finders.find(url.removeprefix("/static/"))
    assert isinstance(path, str)
    with open(path, "rb") as file:  # noqa: PTH123  # its first bytes
        width, height = struct.unpack(">II", file.read(24)[16:])
    return f"{width}x{height}"
