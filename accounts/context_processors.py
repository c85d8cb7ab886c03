"""What every page needs to know of the person who looks at it."""

from django.http import HttpRequest

from accounts.themes import read_theme


def theme(request: HttpRequest) -> dict[str, str]:
    """`{"theme": "light" | "dark" | "system"}`."""
    return {"theme": read_theme(request)}
