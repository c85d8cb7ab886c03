"""Redis comes and goes: nothing that was counted is forgotten, and nobody waits."""

from __future__ import annotations

import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client

from config import sturdy
from config.caches import read_caches
from tests.cluster.servers import require_program, wait_for_port

pytestmark = pytest.mark.django_db


class Redis:
    """A server of our own. `start` is a new one, without memory."""

    def __init__(self, folder: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as taken:
            self.port = taken.getsockname()[1]
        self.folder, self.process = folder, None

    process: subprocess.Popen[bytes] | None

    def start(self) -> None:
        server = require_program("redis-server", "redis-server")
        command = [server, "--port", str(self.port), "--save", "", "--bind", "127.0.0.1", "--dir", str(self.folder)]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        wait_for_port(self.port)

    def kill(self) -> None:
        if self.process:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
            self.process = None


@pytest.fixture
def redis(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Redis]:
    """A running Redis, shared by the cache of this site."""
    server = Redis(tmp_path)
    server.start()
    monkeypatch.setenv("REDIS_URL", f"redis://127.0.0.1:{server.port}/0")
    settings.CACHES = read_caches()
    yield server
    server.kill()
    find_cache()._redis._cache.get_client().connection_pool.disconnect()


def find_cache() -> sturdy.SturdyCache:
    cache = caches["default"]
    assert isinstance(cache, sturdy.SturdyCache)
    return cache


@pytest.fixture
def pass_time(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Moves the clock of the cache's judgement on Redis."""
    passed = [0.0]
    clock = time.monotonic

    class Clock:
        monotonic = staticmethod(lambda: clock() + passed[0])

    monkeypatch.setattr(sturdy, "time", Clock)

    def move(seconds: float) -> None:
        passed[0] += seconds

    return move


def test_values_are_redis_and_the_databases(redis: Redis) -> None:
    cache = find_cache()
    cache.set("a", [1], 60)
    assert cache._redis.get("a") == caches["database"].get("a") == cache.get("a") == [1]
    assert cache.get("b", "nothing") == "nothing"
    assert cache.touch("a", 90) is True
    assert cache.delete("a") is True
    assert (cache.get("a"), cache.delete("a"), cache.touch("a")) == (None, False, False)
    cache.set("c", 1)
    cache.clear()
    assert (cache.get("c"), caches["database"].get("c")) == (None, None)


def test_a_lock_is_held_once(redis: Redis) -> None:
    cache = find_cache()
    assert [cache.add("lock", True, 10), cache.add("lock", True, 10)] == [True, False]
    redis.kill()
    assert [cache.add("other", True, 10), cache.add("other", True, 10)] == [True, False]


def test_a_lock_is_held_on_when_redis_goes_or_comes_back_empty(redis: Redis) -> None:
    """A one-time code that was used is one: it signs nobody in again."""
    cache = find_cache()
    assert cache.add("used", True, 30) is True
    redis.kill()
    redis.start()
    assert cache.add("used", True, 30) is False
    redis.kill()
    assert cache.add("used", True, 30) is False
    cache.delete("used")
    assert cache.add("used", True, 30) is True


def test_nothing_counted_is_forgotten_while_redis_is_away(redis: Redis) -> None:
    cache = find_cache()
    cache.set("tries", [3, 2, 1], 300)
    redis.kill()
    assert cache.get("tries") == [3, 2, 1]
    cache.set("tries", [4, 3, 2, 1], 300)
    assert cache.get("tries") == [4, 3, 2, 1]


def test_a_redis_that_comes_back_empty_or_old_is_not_believed(redis: Redis, pass_time: Callable[[float], None]) -> None:
    cache = find_cache()
    cache.set("tries", [1], 300)
    redis.kill()
    cache.set("tries", [2, 1], 300)
    redis.start()
    cache._redis.set("tries", [1], 300)  # as if it had kept what it knew
    pass_time(sturdy.REST_SECONDS + 1)
    assert cache.get("tries") == [2, 1]
    cache.set("tries", [3, 2, 1], 300)
    assert cache._redis.get("tries") == [3, 2, 1]  # used again
    pass_time(sturdy.DOUBT_SECONDS)
    assert cache.get("tries") == [3, 2, 1]


def test_a_new_redis_between_two_questions_is_not_even_noticed(redis: Redis) -> None:
    cache = find_cache()
    cache.set("tries", [1], 300)
    redis.kill()
    redis.start()
    assert cache.get("tries") == [1]
    assert not cache._health.is_doubted


def test_nobody_waits_for_one_that_is_away(redis: Redis, caplog: pytest.LogCaptureFixture) -> None:
    cache = find_cache()
    redis.kill()
    with socket.create_server(("127.0.0.1", redis.port)) as silent:  # takes connections and never answers
        cache.get("a")
        assert count_callers(silent) > 0
        assert [cache.get("a") for _ in range(5)] == [None] * 5
        assert count_callers(silent) == 0
    assert [record.getMessage() for record in caplog.records] == [
        "Redis is away, the database cache stands in: TimeoutError"
    ]


def count_callers(server: socket.socket) -> int:
    """How many connections wait there; they are taken off."""
    server.setblocking(False)
    count = 0
    while True:
        try:
            server.accept()[0].close()
        except BlockingIOError:
            return count
        count += 1


def test_a_limit_holds_on_when_redis_goes(redis: Redis, guest: Client) -> None:
    def try_password() -> bool:
        form = {"login": "ada@example.org", "password": "wrong"}
        return "Too many wrong tries" not in guest.post("/accounts/login/", form).content.decode()

    assert [try_password() for _ in range(3)] == [True] * 3
    redis.kill()
    assert [try_password() for _ in range(4)] == [True, True, False, False]  # five wrong ones, as ever
