"""The servers of a cluster on this machine: a PostgreSQL and a Redis of its own, to be stopped and killed at will."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 30
"""Seconds that anything may take to come up."""


def find_port() -> int:
    """A port that nobody uses."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
        return port


def wait_for_port(port: int) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with socket.socket() as probe:
            if not probe.connect_ex(("127.0.0.1", port)):
                return
        time.sleep(0.05)
    raise TimeoutError(f"nothing answers on port {port}")


def require_program(name: str, package: str) -> str:
    """The path of a program, installed first where that is possible; else bin/packages says what to do."""
    path = f"{os.environ.get('PATH', os.defpath)}:/usr/sbin"  # where Debian keeps nginx, and few have it on their path
    if not (found := shutil.which(name, path=path)):
        subprocess.run([ROOT / "bin/packages", f"The tests of faults and load need {name}", package], check=True)
        found = shutil.which(name, path=path)
    assert found
    return found


class Program:
    """One process that runs in `cwd` until it is stopped or killed. What it says goes into a file of its own."""

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        *,
        folder: Path,
        port: int,
        cwd: Path | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self.name, self.command, self.folder, self.port = name, command, folder, port
        self.cwd = cwd or folder
        self.environment = {**os.environ, **(environment or {})}
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with (self.folder / f"{self.name}.log").open("ab") as log:
            self.process = subprocess.Popen(
                self.command, cwd=self.cwd, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )
        try:
            wait_for_port(self.port)
        except TimeoutError as error:
            error.add_note((self.folder / f"{self.name}.log").read_text()[-2_000:])
            raise

    def stop(self) -> None:
        """Ask it to end, and wait until it did."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        self._end(signal.SIGKILL)

    def _end(self, way: signal.Signals) -> None:
        if self.process and self.process.poll() is None:
            self.process.send_signal(way)
            self.process.wait(timeout=PATIENCE)

    def list_children(self) -> list[int]:
        """The ids of its processes, itself not among them."""
        assert self.process
        path = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(word) for word in path.read_text().split()]


def make_redis(folder: Path) -> Program:
    """One that keeps nothing: it comes back empty."""
    port = find_port()
    program = require_program("redis-server", "redis-server")
    return Program(
        "redis", [program, "--port", str(port), "--bind", "127.0.0.1", "--save", ""], folder=folder, port=port
    )


class Postgres:
    """A PostgreSQL that writes through to the disk, as in service. Where we are root it runs as its own user."""

    def __init__(self) -> None:
        self.programs = find_postgresql()
        self.port = find_port()
        self.folder = Path(self._run("mktemp", "-d", "/tmp/waymark-cluster.XXXXXX").strip())  # noqa: S108 - mktemp's
        self._run(
            f"{self.programs}/initdb", "--pgdata", f"{self.folder}/data", "--username", "postgres", "--auth", "trust",
            "--encoding", "UTF8", "--no-locale", "--no-sync",
        )  # fmt: skip

    @property
    def address(self) -> str:
        return f"postgres://postgres@127.0.0.1:{self.port}/waymark"

    def start(self) -> None:
        """Start it, also after a crash: what is left of its processes may take a moment to go."""
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self.folder} -c fsync=on"
        end = time.monotonic() + PATIENCE
        while True:
            try:
                self._control("--log", f"{self.folder}/log", "--options", options, "start")
                return
            except subprocess.CalledProcessError:
                if time.monotonic() > end:
                    raise
                time.sleep(0.2)

    def create(self) -> None:
        self._run(f"{self.programs}/createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", "postgres", "waymark")

    def stop(self, mode: str = "fast") -> None:
        """mode: `fast` ends all sessions and writes everything down; `immediate` is a crash."""
        self._control("--mode", mode, "stop")

    def kill(self) -> None:
        """As when the machine's memory is full: its first process is gone, the others notice."""
        first = self._run("head", "-n", "1", f"{self.folder}/data/postmaster.pid")
        os.kill(int(first), signal.SIGKILL)

    def remove(self) -> None:
        if (self.folder / "data/postmaster.pid").exists():
            self.stop("immediate")
        shutil.rmtree(self.folder)

    def _control(self, *arguments: str) -> None:
        self._run(f"{self.programs}/pg_ctl", "--pgdata", f"{self.folder}/data", "--wait", *arguments)

    def _run(self, *command: str) -> str:
        as_owner = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
        # no pipe: the server would inherit it, and a reader of it wait for as long as the server runs
        quiet = "pg_ctl" in command[0]
        done = subprocess.run(
            [*as_owner, *command], cwd="/", check=True, stderr=subprocess.DEVNULL, text=True,
            stdout=subprocess.DEVNULL if quiet else subprocess.PIPE,
        )  # fmt: skip
        return done.stdout or ""


def find_postgresql() -> Path:
    """The folder of the newest server's programs."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    if not found and (program := shutil.which("pg_ctl")):
        return Path(program).resolve().parent
    if not found:
        subprocess.run(
            [ROOT / "bin/packages", "The tests of faults and load need PostgreSQL", "postgresql"], check=True
        )
        return find_postgresql()
    return found[-1]
