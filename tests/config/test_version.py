"""Which Waymark this is."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.test import Client

from config.version import PROJECT, read_version


def test_is_what_the_project_file_says() -> None:
    (written,) = re.findall(r'^version = "(.+)"$', PROJECT.read_text(), re.MULTILINE)
    assert read_version() == settings.VERSION == written


@pytest.mark.django_db
def test_stands_at_the_foot_of_each_page(client: Client) -> None:
    page = client.get("/keys/").content.decode()
    assert re.findall(r'<span class="muted">(.+)</span></p>\s*</footer>', page) == [f"Waymark {read_version()}"]
