"""Whose site this is: its name, who may sign up and who may read, and the pages that a country's law asks for."""

from __future__ import annotations

import re

from django.core.exceptions import ImproperlyConfigured

from config import env

LONGEST_NAME = 60
DOMAIN = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+")
ADDRESS = re.compile(r"https?://[^\s/\"'<>]+[^\s\"'<>]*|/[^\s/\"'<>\\][^\s\"'<>\\]*")


def read_name(name: str, *, default: str) -> str:
    """What the site is called in its titles, its bar and its mails."""
    text = env.read_text(name) or default
    if len(text) > LONGEST_NAME or not text.isprintable():
        raise ImproperlyConfigured(f"{name} must be one line of at most {LONGEST_NAME} characters.")
    return text


def read_sign_up(name: str) -> tuple[bool, list[str]]:
    """Whether new people may make an account, and the domains of mail they must have; none stands for any.

    From `open`, `closed`, or domains with commas between them.
    """
    words = [word.lower().removeprefix("@") for word in env.read_list(name)]
    if words in ([], ["open"]):
        return True, []
    if words == ["closed"]:
        return False, []
    for word in words:
        if not DOMAIN.fullmatch(word):
            hint = "Use open, closed, or domains of mail such as example.org,example.com."
            raise ImproperlyConfigured(f"{name} cannot be read: {word!r} is no domain. {hint}")
    return True, words


def read_address(name: str) -> str:
    """Where a link at the foot of each page leads: `https://...` or `/path`; "" for no link."""
    address = env.read_text(name)
    if address and not ADDRESS.fullmatch(address):
        raise ImproperlyConfigured(f"{name} must be an address, https://... or /path, not {address!r}.")
    return address
