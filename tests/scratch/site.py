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
PASSWORD = "a-long-walk-uphill"
PATIENCE = 30  # seconds until the server must answer


@dataclass(frozen=True, slots=True)
class Scratch:
    """`url` has no slash at its end; `learner` and `editor` are values of the session's cookie."""

    url: str
    learner: str
    editor: str


@contextmanager
def scratch_site(*, https: bool = False) -> Iterator[Scratch]:
    """The site for the length of the block. To be entered once, before anything of Django was imported.

    With `https` it stands behind a proxy that has TLS: `X-Forwarded-Proto` is believed.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        prepare_environment(Path(folder), https=https)
        learner, editor = build()
        with serving() as url:
            from tests.scratch.browsers import open_elsewhere, open_session  # once Django is set up

            open_elsewhere(learner)
            yield Scratch(url, open_session(learner), open_session(editor))


def prepare_environment(folder: Path, *, https: bool = False) -> None:
    os.environ.update(
        DJANGO_SETTINGS_MODULE="tests.scratch.settings",
        SCRATCH=str(folder),
        DATABASE_URL=f"sqlite:///{folder / 'scratch.sqlite3'}",
        DEBUG="false",
        SECRET_KEY="of-a-site-that-lives-for-a-minute-and-holds-nothing",
        ALLOWED_HOSTS="127.0.0.1",
        SECURE_SSL_REDIRECT="true" if https else "false",
        GITHUB_CLIENT_ID="a-button",  # shown, never pressed
        GITHUB_CLIENT_SECRET="without-a-use",
        GOOGLE_CLIENT_ID="a-button",
        GOOGLE_CLIENT_SECRET="without-a-use",
        TRUSTED_PROXY_COUNT="1" if https else "0",
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


@contextmanager
def serving(**more: str) -> Iterator[str]:
    """gunicorn with our configuration, one worker and `more` in its environment, on a free port; yields its address.

    Its log goes into a file of the scratch folder: on a terminal it would tear what is printed there apart.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    serves = {"BIND": f"127.0.0.1:{port}", "WEB_CONCURRENCY": "1", "THREADS": "8"}
    command = [sys.executable, "-m", "gunicorn", "--config", "config/gunicorn.py", "config.wsgi"]
    with Path(os.environ["SCRATCH"], "log").open("ab") as log:
        server = subprocess.Popen(command, cwd=ROOT, env=os.environ | serves | more, stdout=log, stderr=log)
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
