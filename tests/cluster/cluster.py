"""The site as on several machines, on this one: two application processes over one database, a Redis, a proxy."""

from __future__ import annotations

import io
import json
import os
import secrets
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.cluster.servers import ROOT, Postgres, Program, find_port, make_redis, require_program

LEFT_OUT = shutil.ignore_patterns(
    ".git", ".venv", "*.sqlite3*", "__pycache__", ".*_cache", ".hypothesis", "docs", "staticfiles", "tests"
)
THREADS = 4


class Cluster:
    """usage: `with run_cluster() as cluster`. Everything in `folder` is gone afterwards.

    postgres is None on SQLite. `workers` is how many each of the application processes has.
    """

    def __init__(self, folder: Path, *, postgres: Postgres | None, processes: int, workers: int) -> None:
        self.folder, self.postgres, self.workers = folder, postgres, workers
        self.redis = make_redis(folder)
        self.code = folder / "code"
        address = postgres.address if postgres else f"sqlite:///{folder}/db.sqlite3"
        self.environment = {
            "ALLOWED_HOSTS": "127.0.0.1", "DATABASE_URL": address, "DEBUG": "false",
            "DJANGO_SETTINGS_MODULE": "config.settings", "REDIS_URL": f"redis://127.0.0.1:{self.redis.port}/0",
            "SECRET_KEY": secrets.token_urlsafe(50), "SECURE_SSL_REDIRECT": "false", "TRUSTED_PROXY_COUNT": "1",
        }  # fmt: skip
        self.processes = [self.make_process(f"app-{number}") for number in range(1, processes + 1)]
        self.proxy = self.make_proxy()

    def make_process(self, name: str) -> Program:
        """One application process, served as on a public site: gunicorn with workers of several threads."""
        port = find_port()
        serves = {"BIND": f"127.0.0.1:{port}", "WEB_CONCURRENCY": str(self.workers), "THREADS": str(THREADS)}
        command = [sys.executable, "-m", "gunicorn", "--config", "config/gunicorn.py", "config.wsgi"]
        return Program(
            name, command, folder=self.folder, port=port, cwd=self.code, environment=self.environment | serves
        )

    def make_proxy(self) -> Program:
        """nginx, with the very rules that a site in service uses."""
        port = find_port()
        servers = "".join(f"server 127.0.0.1:{process.port} max_fails=0;" for process in self.processes)
        kept = "".join(f"{kind}_temp_path {self.folder}/{kind};" for kind in ("client_body", "proxy"))
        site = f"listen 127.0.0.1:{port}; root {ROOT}/deploy/pages; include {ROOT}/deploy/nginx/site.conf;"
        config = self.folder / "nginx.conf"
        config.write_text(
            f"daemon off; pid {self.folder}/nginx.pid; error_log {self.folder}/nginx.log;\n"
            "events { worker_connections 4096; }\n"
            f"http {{ access_log off; {kept} types {{ text/html html; }}\n"
            f"upstream waymark {{ least_conn; {servers} }}\nserver {{ {site} }} }}\n"
        )
        command = [require_program("nginx", "nginx-light"), "-e", f"{self.folder}/nginx.log", "-c", str(config)]
        return Program("proxy", command, folder=self.folder, port=port)

    def start(self) -> None:
        if not self.code.exists():
            shutil.copytree(ROOT, self.code, ignore=LEFT_OUT)
        if self.postgres:
            self.postgres.start()
            self.postgres.create()
        self.redis.start()
        self.manage("migrate", "--verbosity", "0")
        self.manage("createcachetable")
        self.manage("collectstatic", "--no-input", "--verbosity", "0")
        for program in (*self.processes, self.proxy):
            program.start()

    def deploy(self, process: Program, code: Path) -> None:
        """Have one application process end what it does, and start with this code."""
        process.stop()
        process.cwd = code
        process.start()

    def manage(self, *arguments: str) -> str:
        return self.run("manage.py", *arguments)

    def tell(self, script: str, said: object = None) -> Any:
        """Run a script of the tests with the site's code and database; JSON goes in, JSON comes out."""
        return json.loads(self.run(str(ROOT / script), said=json.dumps(said)))

    def run(self, *arguments: str, said: str = "") -> str:
        command = [sys.executable, *arguments]
        environment = {**os.environ, **self.environment, "PYTHONPATH": str(self.code)}
        done = subprocess.run(
            command, cwd=self.code, env=environment, input=said, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise RuntimeError(f"{arguments}: {done.stderr[-2_000:]}")
        return done.stdout

    def stop(self) -> None:
        for program in (self.proxy, *self.processes, self.redis):
            program.stop()


@contextmanager
def run_cluster(*, sqlite: bool = False, processes: int = 2, workers: int = 1, code: bytes = b"") -> Iterator[Cluster]:
    """The whole cluster, running, for the length of the block. `code` is an archive of other code than today's."""
    postgres = None if sqlite else Postgres()
    with tempfile.TemporaryDirectory(prefix="waymark-cluster-") as folder:
        cluster = Cluster(Path(folder), postgres=postgres, processes=processes, workers=workers)
        try:
            if code:
                with tarfile.open(fileobj=io.BytesIO(code)) as archive:
                    archive.extractall(cluster.code, filter="data")
            cluster.start()
            yield cluster
        finally:
            cluster.stop()
            if postgres:
                postgres.remove()
