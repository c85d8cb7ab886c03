"""Hashes of our own scripts and style sheets: a browser refuses a file that is not the one that was collected."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from pathlib import Path
from urllib.parse import unquote

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.utils.safestring import SafeString

TAG = re.compile(r'<(?:script\b|link\b(?=[^>]*\brel="stylesheet"))(?![^>]*\bintegrity=)[^>]*?\b(?:src|href)="([^"]+)"')


def hashes_files() -> bool:
    """Whether files have been collected, so that each has one content for ever."""
    return bool(getattr(staticfiles_storage, "joins", False))


def integrity(url: str) -> SafeString:
    """` integrity="sha384-..."` for the static file at `url`; empty in development, where files change."""
    return write_attribute(url, Path(settings.STATIC_ROOT)) if hashes_files() else SafeString("")


def stamp_integrity(page: str) -> str:
    """`page` with the attribute in each tag of a collected script or style sheet that has none."""
    return TAG.sub(lambda tag: tag[0] + integrity(tag[1]), page)


@cache
def write_attribute(url: str, root: Path) -> SafeString:
    """Read once by a process: the name of a collected file changes with its content."""
    path = root / unquote(url.removeprefix(settings.STATIC_URL))
    if not url.startswith(settings.STATIC_URL) or ".." in path.parts or not path.is_file():
        return SafeString("")
    digest = hashlib.sha384(path.read_bytes()).digest()
    return SafeString(f' integrity="sha384-{base64.b64encode(digest).decode()}"')
