"""What gunicorn writes of an answer, and in how many pieces."""

from __future__ import annotations

import io
from typing import Any
from unittest.mock import Mock

import pytest
from gunicorn.config import Config
from gunicorn.http import wsgi
from gunicorn.http.message import Request
from gunicorn.http.unreader import IterUnreader

from config import gunicorn  # noqa: F401 - reading it is what puts ours in gunicorn's place
from config.wholeness import WholeResponse

LENGTH = [("Content-Length", "9")]


def answer(*pieces: bytes, headers: list[tuple[str, str]], method: str = "GET", status: str = "200 OK") -> list[bytes]:
    """What is written to the connection, write by write."""
    response = begin(method)
    response.start_response(status, headers)
    for piece in pieces:
        response.write(piece)
    return end(response)


def begin(method: str = "GET") -> Any:
    """gunicorn's answer to a request over a connection that keeps what is written."""
    cfg = Config()
    request = Request(cfg, IterUnreader([f"{method} / HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()]), ("", 0))
    response, _ = wsgi.create(request, Mock(), ("127.0.0.1", 1), ("127.0.0.1", 2), cfg)
    return response


def end(response: Any) -> list[bytes]:
    response.close()
    return [call.args[0] for call in response.sock.sendall.call_args_list]


def test_gunicorn_makes_its_answers_of_ours() -> None:
    assert wsgi.Response is WholeResponse


def test_a_page_is_written_at_once() -> None:
    (written,) = answer(b"<p>ok</p>", headers=LENGTH)
    head, body = written.split(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200 OK\r\n")
    assert body == b"<p>ok</p>"


@pytest.mark.parametrize(
    ("kind", "length"),
    [({"status": "204 No Content"}, "0"), ({"status": "304 Not Modified"}, "9"), ({"method": "HEAD"}, "9")],
)
def test_an_answer_without_a_body_is_its_head(kind: dict[str, Any], length: str) -> None:
    for pieces in ([], [b""]):
        (written,) = answer(*pieces, headers=[("Content-Length", length)], **kind)
        assert written.endswith(b"\r\n\r\n")


def test_an_answer_in_pieces_keeps_their_order() -> None:
    first, second = answer(b"<p>o", b"k</p>", headers=LENGTH)
    assert (first[-8:], second) == (b"\r\n\r\n<p>o", b"k</p>")


def test_an_answer_of_unknown_length_ends_as_such() -> None:
    first, *others = answer(b"<p>", b"ok", headers=[])
    assert first.endswith(b"\r\n\r\n3\r\n<p>\r\n")
    assert others == [b"2\r\nok\r\n", b"0\r\n\r\n"]


def test_a_file_follows_its_head() -> None:
    response = begin()
    response.start_response("200 OK", LENGTH)
    response.write_file(wsgi.FileWrapper(io.BytesIO(b"<p>ok</p>")))
    assert b"".join(end(response)).endswith(b"\r\n\r\n<p>ok</p>")
