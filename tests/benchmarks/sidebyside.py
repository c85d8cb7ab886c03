"""Requests measured side by side: in one process, through the middleware of production, with connections kept.

`bench_site()` makes a database beside that of DATABASE_URL, which is removed afterwards, and answers with production's
settings. `take_turns()` runs several requests in turns, so that what else the machine does meets all of them alike;
`say_times()` prints median, minimum and the ratio to another one of them beside its target, and `say_figure()` a ratio
of two such ratios, or of anything else. Every line that ends in ok or OVER stands in the closing list of bin/bench.
"""

from __future__ import annotations

import gc
import io
import logging
import os
import random
import secrets
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[2]
HOST = "localhost"
CSRF = "c" * 32
Times = Mapping[str, Sequence[float]]
"""Milliseconds of each run, by the name of the case."""


@dataclass(frozen=True, slots=True)
class Case:
    """One request to measure. `ratio_to` names the case it is compared with, `target` is the most it may be of that."""

    name: str
    act: Callable[[], object]
    ratio_to: str = ""
    target: float = 0.0


@contextmanager
def bench_site(urls: str = "config.urls") -> Iterator[None]:
    """An empty site with production's settings, whose addresses are those of the module `urls`."""
    sys.path.insert(0, str(ROOT))
    production = {"DEBUG": "false", "SECRET_KEY": secrets.token_urlsafe(50), "ALLOWED_HOSTS": HOST}
    os.environ.update(production | {"SECURE_SSL_REDIRECT": "false", "PROCESS": "server"})
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django
    from django.conf import settings

    with tempfile.TemporaryDirectory() as folder:
        settings.STATIC_ROOT = str(Path(folder, "static"))
        settings.ROOT_URLCONF = urls
        django.setup()
        from django.core.management import call_command
        from django.db import connection
        from django.test.utils import setup_databases, teardown_databases

        call_command("collectstatic", verbosity=0, interactive=False)
        of_own = str(Path(folder, "bench.sqlite3")) if connection.vendor == "sqlite" else f"waymark_bench_{os.getpid()}"
        connection.settings_dict["TEST"]["NAME"] = of_own
        databases = setup_databases(verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        try:
            yield
        finally:
            connection.close()
            teardown_databases(databases, verbosity=0)


class Nowhere(io.TextIOBase):
    """Takes any text."""

    def write(self, text: str) -> int:
        return len(text)


def hush_lines() -> None:
    """Log lines are made as in service, at their full cost, and written where they do not tear the table apart."""
    for handler in logging.getLogger().handlers:
        if isinstance(handler, logging.StreamHandler):
            handler.setStream(Nowhere())


class Browser:
    """Asks the application as a server does. `session` is the key of a session, "" for a guest."""

    def __init__(self, session: str = "") -> None:
        from django.conf import settings
        from django.core.wsgi import get_wsgi_application

        self.application = get_wsgi_application()
        hush_lines()  # here, as making the application sets logging up
        cookies = {settings.CSRF_COOKIE_NAME: CSRF} | ({settings.SESSION_COOKIE_NAME: session} if session else {})
        self.cookie = "; ".join(f"{name}={value}" for name, value in cookies.items())

    def get(self, path: str, **headers: str) -> bytes:
        return self.ask("GET", path, b"", headers)

    def post(self, path: str, data: Mapping[str, str], **headers: str) -> bytes:
        sent = urlencode({**data, "csrfmiddlewaretoken": CSRF}).encode()
        return self.ask("POST", path, sent, headers)

    def ask(self, method: str, path: str, sent: bytes, headers: Mapping[str, str]) -> bytes:
        place, _, query = path.partition("?")
        environ: dict[str, Any] = {
            "REQUEST_METHOD": method,
            "PATH_INFO": place,
            "QUERY_STRING": query,
            "SERVER_NAME": HOST,
            "SERVER_PORT": "80",
            "HTTP_HOST": HOST,
            "HTTP_COOKIE": self.cookie,
            "REMOTE_ADDR": "127.0.0.1",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "CONTENT_TYPE": "application/x-www-form-urlencoded",
            "CONTENT_LENGTH": str(len(sent)),
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(sent),
            "wsgi.errors": sys.stderr,
            **headers,
        }
        status: list[str] = []
        response = self.application(environ, lambda line, _headers: status.append(line))  # type: ignore[arg-type]  # no writer is asked for
        body = b"".join(response)
        response.close()
        if status[0][:3] not in {"200", "302"}:
            raise SystemExit(f"{method} {path} answered {status[0]}: {body[:300]!r}")
        return body


def sign_in(user: Any) -> str:
    """The key of a new session of this person."""
    from importlib import import_module

    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return str(session.session_key)


def compare(cases: Sequence[Case], *, rounds: int, warm: int = 30) -> int:
    """Measure and print; the number of targets that were missed."""
    return say_times(cases, take_turns(cases, rounds=rounds, warm=warm))


def take_turns(cases: Sequence[Case], *, rounds: int, warm: int = 30) -> Times:
    """Run each case `rounds` times, one of each a round, after `warm` runs of each that do not count."""
    for case in cases:
        for _ in range(warm):
            case.act()
    gc.collect()
    gc.freeze()  # as config/gunicorn.py does before its workers begin
    times: dict[str, list[float]] = {case.name: [] for case in cases}
    chance = random.Random(7)  # noqa: S311  # for an order, not for secrets
    for _ in range(rounds):
        # Else a case that leaves much behind would burden the same one after it in every round.
        for case in chance.sample(cases, len(cases)):
            start = time.perf_counter()
            case.act()
            times[case.name].append(1000 * (time.perf_counter() - start))
    return times


def say_times(cases: Sequence[Case], times: Times) -> int:
    """Print the figures of each case; the number of targets that were missed."""
    missed = 0
    print(f"{'':50}{'median ms':>10}{'least ms':>10}{'queries':>9}{'ratio':>8}{'target':>8}")
    for case in cases:
        line = f"{case.name:50}{median(times[case.name]):10.2f}{min(times[case.name]):10.2f}{count(case.act):9}"
        if case.ratio_to:
            ratio = ratio_of(times, case.name, case.ratio_to)
            line += f"{ratio:8.2f}"
            if case.target:
                missed += ratio > case.target
                line += f"{case.target:8.2f}  {judge(ratio, case.target)} (of: {case.ratio_to})"
        print(line, flush=True)
    return missed


def ratio_of(times: Times, name: str, limit: str) -> float:
    return median(times[name]) / median(times[limit])


def say_figure(name: str, value: float, target: float, unit: str = "") -> int:
    """One line of a figure that has no case of its own, beside the most it may be; 1 when it is over, else 0."""
    print(f"{name:79}{value:8.2f}{target:8.2f}  {judge(value, target)}{f' ({unit})' if unit else ''}", flush=True)
    return int(value > target)


def judge(value: float, target: float) -> str:
    """What bin/bench looks for at the end of a line."""
    return "OVER" if value > target else "ok"


def count(act: Callable[[], object]) -> int:
    """How many statements it sends, those of transactions left out."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as context:
        act()
    counted = ("SELECT", "INSERT", "UPDATE", "DELETE", "WITH")
    return sum(query["sql"].lstrip("\n (").startswith(counted) for query in context.captured_queries)
