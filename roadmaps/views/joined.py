"""Pages joined from what is the same for many people, rendered once and kept, and what is one person's.

What is kept holds marks where the person's parts go: the CSRF token, the address to come back to, the cards. The marks
are drawn anew in each process, so that no content can hold one.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.html import escape

_SECRET = secrets.token_hex(16)
TOKEN, NEXT, CARDS = (f"{name}{_SECRET}" for name in ("token", "next", "cards"))


def render_marked(request: HttpRequest, template: str, context: Mapping[str, Any]) -> str:
    """A template with marks in place of the token and, where it names no `next`, of the address to come back to."""
    return render_to_string(template, {"next": NEXT, "csrf_token": TOKEN, **context}, request)


def fill(request: HttpRequest, html: str, cards: str = "") -> str:
    """What was kept, with this person's parts in the place of the marks."""
    return html.replace(CARDS, cards).replace(NEXT, escape(request.get_full_path())).replace(TOKEN, get_token(request))
