"""A log line as JSON that says what happened and never to whom.

An address may hold a token, the words of an error somebody's e-mail address or note. So a line names the route instead
of the address, of an error its kind and where in the code it came from, and of all that is passed along what is listed.
"""

from __future__ import annotations

import logging
import re
import traceback
from datetime import UTC, datetime
from json.encoder import encode_basestring_ascii as quote
from types import TracebackType
from typing import Any

from django.http import HttpRequest
from pythonjsonlogger.json import JsonFormatter

from operation.identity import current, name_route

FIELDS = ("timestamp", "level", "logger", "message", "exc_info")
E_MAIL = re.compile(r"[^\s@'\"<>(]+@[^\s@'\"<>)]+")
DEEPEST = 12


class PrivateFormatter(JsonFormatter):
    def __init__(self) -> None:
        names = {"levelname": "level", "name": "logger"}
        super().__init__("{levelname}{name}{message}", style="{", rename_fields=names, timestamp=True)

    def format(self, record: logging.LogRecord) -> str:
        """The line of a request is the one that every visitor waits for: it is written without the general way, which
        takes ten times as long."""
        said = record.__dict__
        if "ms" not in said:
            return super().format(record)
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        words = quote(said["method"]), quote(said["route"]), quote(current.get())
        return (
            f'{{"timestamp": "{moment}", "level": "INFO", "logger": "{record.name}", "message": "request", '
            f'"method": {words[0]}, "route": {words[1]}, "status": {said["status"]:d}, "ms": {said["ms"]:.2f}, '
            f'"request_id": {words[2]}}}'
        )

    def process_log_record(self, log_data: dict[str, Any]) -> dict[str, Any]:
        said = {name: log_data[name] for name in FIELDS if name in log_data}
        request = log_data.get("request")
        message = str(said.get("message", ""))
        if isinstance(request, HttpRequest):
            said["route"] = name_route(request)
            message = message.replace(request.get_full_path(), said["route"]).replace(request.path, said["route"])
        said["message"] = E_MAIL.sub("[address]", message) if "@" in message else message
        if number := current.get():
            said["request_id"] = number
        return said

    def formatException(  # noqa: N802 - the name that logging calls
        self, ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
    ) -> str:
        """`ValueError at progress/views.py:12 in mark`, the innermost place first, causes after it; never its words."""
        error, lines = ei[1], list[str]()
        while error is not None and len(lines) < DEEPEST:
            frames = traceback.extract_tb(error.__traceback__)[-DEEPEST:]
            places = [f"{frame.filename}:{frame.lineno} in {frame.name}" for frame in reversed(frames)]
            lines.append(f"{type(error).__name__} at " + ", from ".join(places))
            error = error.__cause__ or error.__context__
        return "; caused by ".join(lines)
