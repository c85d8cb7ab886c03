"""The operator's own logo: a file of theirs, read at start, and given out by the site itself, as its policy asks."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from config import env

KINDS = {".svg": "image/svg+xml", ".png": "image/png", ".webp": "image/webp"}
MOST_BYTES = 100_000


@dataclass(frozen=True, slots=True)
class Logo:
    """What a browser gets, and a digest that changes with it."""

    content: bytes
    kind: str
    digest: str


def read_logos() -> dict[str, Logo]:
    """`light` and `dark` from SITE_LOGO and SITE_LOGO_DARK, as far as they are set. Raises for what is no picture."""
    names = {"light": "SITE_LOGO", "dark": "SITE_LOGO_DARK"}
    logos = {shade: logo for shade, name in names.items() if (logo := read_logo(name))}
    if "dark" in logos and "light" not in logos:
        raise ImproperlyConfigured("SITE_LOGO_DARK needs SITE_LOGO beside it.")
    return logos


def read_logo(name: str) -> Logo | None:
    path = Path(env.read_text(name))
    if path == Path():
        return None
    if path.suffix.lower() not in KINDS:
        raise ImproperlyConfigured(f"{name} must be a file that ends in {', '.join(KINDS)}, not {str(path)!r}.")
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ImproperlyConfigured(f"{name} cannot be read: {error.strerror}: {str(path)!r}.") from error
    if not 0 < len(content) <= MOST_BYTES:
        raise ImproperlyConfigured(
            f"{name} must have 1 to {MOST_BYTES:,} bytes, not {len(content):,}: each page has it."
        )
    return Logo(content, KINDS[path.suffix.lower()], hashlib.sha256(content).hexdigest()[:12])
