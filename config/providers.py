"""Other sites whose sign-in this one takes: their keys, and where a browser must be allowed to go for it."""

from __future__ import annotations

from django.core.exceptions import ImproperlyConfigured

from config import env

Keys = dict[str, tuple[str, str]]
ORIGINS = {"github": "https://github.com", "google": "https://accounts.google.com"}


def read_keys() -> Keys:
    """(client id, secret) of each provider that has both set; one alone raises."""
    keys = {provider: (read(provider, "ID"), read(provider, "SECRET")) for provider in ORIGINS}
    for provider, pair in keys.items():
        if any(pair) and not all(pair):
            names = f"{provider.upper()}_CLIENT_ID and {provider.upper()}_CLIENT_SECRET"
            raise ImproperlyConfigured(f"{names} belong together: set both, or neither.")
    return {provider: pair for provider, pair in keys.items() if all(pair)}


def read(provider: str, part: str) -> str:
    return env.read_text(f"{provider.upper()}_CLIENT_{part}")


def list_origins(keys: Keys) -> tuple[str, ...]:
    """Where the form that begins such a sign-in leads to by a redirect: the policy for forms has to name it."""
    return tuple(ORIGINS[provider] for provider in keys)
