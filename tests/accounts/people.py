"""What several tests of accounts need."""

from __future__ import annotations

import html
import re

from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.factories import PASSWORD

NEW_PASSWORD = "another-way-down-the-hill"


def sign_in(client: Client, person: User, password: str = PASSWORD) -> bool:
    """Whether this browser is signed in as `person` after it sent this password to the sign-in page."""
    client.post(reverse("account_login"), {"login": person.email, "password": password})
    return client.session.get("_auth_user_id") == str(person.pk)


def read_links(page: bytes) -> list[str]:
    """Where the links in the main part of a page lead."""
    main = page.decode().partition("<main")[2].partition("</main>")[0]
    return [html.unescape(link) for link in re.findall(r'<a [^>]*href="([^"]+)"', main)]


def read_errors(page: bytes) -> list[str]:
    """What the forms of a page say is wrong."""
    return [html.unescape(text).strip() for text in re.findall(r"<li><svg.*?</svg>(.*?)</li>", page.decode(), re.S)]
