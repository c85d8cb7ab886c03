"""bin/serve as docs/installing.md says: it names what is missing, serves, and ends when it is told to."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from pathlib import Path
from urllib.error import URLError

from tests.cluster.servers import find_port

ROOT = Path(__file__).resolve().parents[2]


def write_environment(folder: Path, **more: str) -> dict[str, str]:
    return {
        **os.environ, "DEBUG": "false", "SECRET_KEY": os.urandom(50).hex(), "ALLOWED_HOSTS": "learn.example.org",
        "TRUSTED_PROXY_COUNT": "1", "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}", "TMPDIR": str(folder),
        "DJANGO_SETTINGS_MODULE": "config.settings", **more,
    }  # fmt: skip


def ask(port: int, path: str) -> str:
    """What the server answers to its proxy, as soon as it does."""
    headers = {"Host": "learn.example.org", "X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.1"}
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers=headers)
    for _ in range(300):
        with suppress(URLError), urllib.request.urlopen(request, timeout=30) as response:  # noqa: S310 - our own address
            return str(response.read().decode())
        time.sleep(0.1)
    raise AssertionError(f"{path} is not answered")


def test_it_asks_for_migrations_then_serves_until_it_is_told_to_end(tmp_path: Path) -> None:
    port = find_port()
    environment = write_environment(tmp_path, BIND=f"127.0.0.1:{port}")
    early = subprocess.run(["bin/serve"], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert (early.returncode, early.stderr.splitlines()[-1]) == (
        1,
        "The database lacks migrations: run manage.py migrate",
    )

    for command in ("migrate", "createcachetable"):
        subprocess.run(
            [sys.executable, "manage.py", command], cwd=ROOT, env=environment, check=True, capture_output=True
        )
    server = subprocess.Popen(["bin/serve"], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    try:
        assert '"status": "ok"' in ask(port, "/healthz/ready")
        server.send_signal(signal.SIGTERM)
        assert server.wait(timeout=30) == 0
    finally:
        server.kill()
        server.wait()
