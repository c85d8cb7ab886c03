"""A site of its own in a temporary folder, as in production: sample roadmaps, a learner, collected files, gunicorn."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from accounts.models import User

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 30  # seconds until the server must answer


@dataclass(frozen=True, slots=True)
class Scratch:
    """`url` has no slash at its end; `learner` and `editor` are values of the cookie `sessionid`."""

    url: str
    learner: str
    editor: str


@contextmanager
def scratch_site() -> Iterator[Scratch]:
    """The site for the length of the block. To be entered once, before anything of Django was imported."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        prepare_environment(Path(folder))
        learner, editor = build()
        with serving() as url:
            yield Scratch(url, open_session(learner), open_session(editor))


def prepare_environment(folder: Path) -> None:
    os.environ.update(
        DJANGO_SETTINGS_MODULE="tests.scratch.settings",
        SCRATCH=str(folder),
        DATABASE_URL=f"sqlite:///{folder / 'scratch.sqlite3'}",
        DEBUG="false",
        SECRET_KEY="of-a-site-that-lives-for-a-minute-and-holds-nothing",
        ALLOWED_HOSTS="127.0.0.1",
        SECURE_SSL_REDIRECT="false",
        DJANGO_ALLOW_ASYNC_UNSAFE="true",  # playwright keeps an event loop in our thread
    )
    os.environ["PYTHONPATH"] = str(ROOT)


def build() -> tuple[User, User]:
    import django
    from django.core.management import call_command

    django.setup()
    from tests.scratch.people import settle_editor, settle_learner

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("import_roadmaps", ROOT / "fixtures" / "roadmaps", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    return settle_learner(), settle_editor()


def open_session(user: User) -> str:
    from tests.clients import client_of

    return client_of(user).cookies["sessionid"].value


@contextmanager
def serving() -> Iterator[str]:
    """gunicorn as docs/operation.md starts it, on a free port; yields its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    flags = ["--worker-class", "gthread", "--workers", "1", "--threads", "8", "--log-level", "warning"]
    command = [sys.executable, "-m", "gunicorn", "config.wsgi", *flags, "--bind", f"127.0.0.1:{port}"]
    server = subprocess.Popen(command, cwd=ROOT)
    try:
        wait_for(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def wait_for(port: int) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with suppress(OSError):
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        time.sleep(0.1)
    raise TimeoutError(f"the server did not answer within {PATIENCE} s")
