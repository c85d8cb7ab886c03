"""How a page leaves gunicorn: head and body in one piece.

gunicorn writes the head first and the body after it. A worker that is killed in between has told the proxy "200" and no
more: the proxy passes on the head, can neither ask another worker nor say that the site is busy, and the learner's
connection breaks off. Written at once, a page has gone out whole or not at all, and the second case is one that the
proxy knows what to do with (deploy/nginx/site.conf). Files leave as gunicorn has it: to ask for one again costs nobody
anything.
"""

from __future__ import annotations

from typing import Any

from gunicorn.http.wsgi import Response


class WholeResponse(Response):  # type: ignore[misc]  # gunicorn ships no types
    """gunicorn's answer, whose head waits for the first piece of the body; our pages are one piece."""

    def write(self, arg: bytes) -> None:
        if self.headers_sent:
            super().write(arg)
            return
        connection, gathered = self.sock, _Gathered()
        self.sock: Any = gathered
        super().write(arg)
        self.sock = connection
        connection.sendall(gathered)


class _Gathered(bytearray):
    """Stands in for a connection, and keeps what is written to it."""

    def sendall(self, data: bytes) -> None:
        self.extend(data)
