"""Pages leave compressed, padded, and marked as such; static files leave as they were compressed beforehand."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import Client, RequestFactory, override_settings

from config.compression import CompressionMiddleware

PAGE = b"<p>One step, and then another.</p>" * 100


def send(response: HttpResponse | StreamingHttpResponse, accepts: str = "br, gzip") -> HttpResponse:
    request: HttpRequest = RequestFactory().get("/", headers={"accept-encoding": accepts})
    sent: HttpResponse = CompressionMiddleware(lambda asked: response)(request)  # type: ignore[assignment]  # not a coroutine
    return sent


def test_a_page_is_compressed() -> None:
    sent = send(HttpResponse(PAGE, headers={"ETag": '"a"'}))
    assert gzip.decompress(sent.content) == PAGE
    assert len(sent.content) < 300
    assert (sent["Content-Encoding"], sent["Vary"], sent["ETag"]) == ("gzip", "Accept-Encoding", 'W/"a"')
    assert sent["Content-Length"] == str(len(sent.content))


def test_its_length_tells_nothing() -> None:
    assert len({len(send(HttpResponse(PAGE)).content) for _ in range(60)}) > 20


@pytest.mark.parametrize("accepts", ["", "br", "identity"])
def test_only_for_whoever_takes_it(accepts: str) -> None:
    sent = send(HttpResponse(PAGE), accepts)
    assert (sent.content, sent["Vary"], "Content-Encoding" in sent) == (PAGE, "Accept-Encoding", False)


def test_what_gains_nothing_is_left_alone() -> None:
    noise = bytes(range(256))
    for response in (
        HttpResponse(b"short"),
        HttpResponse(noise),
        HttpResponse(PAGE, headers={"Content-Encoding": "br"}),
    ):
        before = response.content
        assert send(response).content == before


def test_a_weak_tag_stays_one() -> None:
    assert send(HttpResponse(PAGE, headers={"ETag": 'W/"a"'}))["ETag"] == 'W/"a"'


def test_a_304_varies_as_the_page() -> None:
    assert send(HttpResponse(status=304))["Vary"] == "Accept-Encoding"


def test_a_stream_is_left_to_django() -> None:
    sent = send(StreamingHttpResponse(iter([PAGE, PAGE])))
    assert gzip.decompress(b"".join(sent)) == PAGE * 2


@pytest.fixture
def collected(tmp_path: Path) -> Iterator[dict[str, str]]:
    """Names of static files by what they were, on a site as in production."""
    storages = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "config.joining.JoiningStorage"},
    }
    with override_settings(DEBUG=False, STORAGES=storages, STATIC_ROOT=tmp_path, WHITENOISE_AUTOREFRESH=False):
        call_command("collectstatic", interactive=False, verbosity=0)
        yield json.loads((tmp_path / "staticfiles.json").read_text())["paths"]


@pytest.mark.parametrize("name", ["css/waymark.css", "js/waymark.js", "vendor/htmx-2.0.11.min.js"])
def test_static_files_leave_compressed_and_are_kept_for_ever(collected: dict[str, str], name: str) -> None:
    client = Client()
    sizes: list[int] = []
    for accepts, encoding in (("", None), ("gzip", "gzip"), ("gzip, br", "br")):
        answer = client.get(f"/static/{collected[name]}", headers={"accept-encoding": accepts})
        assert (answer.status_code, answer.get("Content-Encoding")) == (200, encoding)
        assert answer["Cache-Control"] == "max-age=315360000, public, immutable"
        assert answer["Vary"] == "Accept-Encoding"
        sizes.append(len(answer.getvalue()))
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[2] < sizes[1] < sizes[0] / 2
