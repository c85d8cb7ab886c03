"""HTML compressed as it is made, at a level that costs little; static files are compressed beforehand, at the highest.

`make bench` prints what each level costs and saves (tests/benchmarks/bench_compression.py).
"""

from __future__ import annotations

import gzip
import secrets
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware, re_accepts_gzip
from django.utils.cache import patch_vary_headers

LEVEL = 3
"""Of 1 to 9; Django's own is 6."""
SHORTEST = 200
"""Bytes; what is shorter gains nothing."""


class CompressionMiddleware(GZipMiddleware):
    """Django's, at another level. Streams are left to Django; a 304 varies as the page does."""

    def process_response(self, request: HttpRequest, response: Any) -> Any:
        if response.status_code == 304:
            patch_vary_headers(response, ("Accept-Encoding",))
        if response.streaming or len(response.content) < SHORTEST or response.has_header("Content-Encoding"):
            return super().process_response(request, response)
        patch_vary_headers(response, ("Accept-Encoding",))
        if re_accepts_gzip.search(request.headers.get("Accept-Encoding", "")):
            compress(response, self.max_random_bytes)
        return response


def compress(response: HttpResponse, most_padding: int) -> None:
    """Unless that makes it longer. The ETag becomes a weak one, as RFC 9110 asks of one page in two forms."""
    compressed = pad(gzip.compress(response.content, compresslevel=LEVEL, mtime=0), most_padding)
    if len(compressed) >= len(response.content):
        return
    response.content = compressed
    response.headers["Content-Length"] = str(len(compressed))
    response.headers["Content-Encoding"] = "gzip"
    etag = response.get("ETag", "")
    if etag.startswith('"'):
        response.headers["ETag"] = f"W/{etag}"


def pad(compressed: bytes, most: int) -> bytes:
    """A name of random length in the header, so that lengths tell nothing of a secret beside what somebody typed.

    That is BREACH, https://breachattack.com, and Django's answer to it, https://ieeexplore.ieee.org/document/9754554.
    """
    header = bytearray(compressed[:10])
    header[3] = 0x08  # FNAME
    return bytes(header) + b"a" * (1 + secrets.randbelow(most)) + b"\0" + compressed[10:]
