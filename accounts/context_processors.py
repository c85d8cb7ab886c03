"""What every page needs to know of the person who looks at it."""

from django.http import HttpRequest

from accounts.languages import list_languages
from accounts.shortcuts import has_shortcuts
from accounts.themes import read_theme


def theme(request: HttpRequest) -> dict[str, str]:
    """`{"theme": "light" | "dark" | "system"}`."""
    return {"theme": read_theme(request)}


def languages(request: HttpRequest) -> dict[str, list[tuple[str, str]]]:
    """`{"languages": [("de", "Deutsch"), ...]}`: what the site speaks, for the switch at the foot of each page."""
    return {"languages": list_languages()}


def shortcuts(request: HttpRequest) -> dict[str, bool]:
    """`{"shortcuts": True}` where single keys do something."""
    return {"shortcuts": has_shortcuts(request)}
