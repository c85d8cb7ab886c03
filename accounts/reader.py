"""How a page looks to who asks, whatever it is about: what pages that are kept are kept by."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language

from accounts.shortcuts import has_shortcuts
from accounts.themes import read_theme


def describe_reader(request: HttpRequest) -> tuple[str | bool | None, ...]:
    """All that the frame of a page (templates/base.html) shows of a request, but who is signed in.

    The day is that of their zone: it stands on paper.
    """
    return (
        get_language(),
        read_theme(request),
        has_shortcuts(request),
        timezone.localdate().isoformat(),
        timezone.get_current_timezone_name(),
        request.scheme,
        request.get_host(),
        request.get_full_path(),
    )
