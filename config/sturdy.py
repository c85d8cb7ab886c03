"""A cache in Redis that outlives Redis: what it holds is in the database cache too, and is read there meanwhile.

Values and locks (`add`) are written to both. A value that Redis lacks is looked for in the database, so a Redis
that came back empty forgets no counter. While Redis is away it is asked again only every REST_SECONDS, so that not each
request waits for it; afterwards, for DOUBT_SECONDS, values are read from the database, which missed nothing.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any

from django.core.cache import caches
from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.core.cache.backends.redis import RedisCache
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

REST_SECONDS = 5.0
DOUBT_SECONDS = 3_600.0
"""Longer than any limit counts."""
_MISSING = object()
_log = logging.getLogger(__name__)


class SturdyCache(BaseCache):
    """Django's cache interface over Redis at `server` and the cache named `database`."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        # one more try, at once: the connections that were kept are dead when Redis was started anew
        options = {"retry": Retry(NoBackoff(), 1)} | params.get("OPTIONS", {})
        self._redis = RedisCache(server, params | {"OPTIONS": options})
        self._health = _healths.setdefault(server, Health())

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        found = _MISSING
        if not self._health.is_doubted:
            found = self._ask(lambda redis: redis.get(key, _MISSING, version=version), _MISSING)
        return self._database.get(key, default, version=version) if found is _MISSING else found

    def set(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        timeout = self.default_timeout if timeout is DEFAULT_TIMEOUT else timeout
        self._database.set(key, value, timeout, version=version)
        self._ask(lambda redis: redis.set(key, value, timeout, version=version), None)

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        timeout = self.default_timeout if timeout is DEFAULT_TIMEOUT else timeout
        is_taken = self._ask(lambda redis: not redis.add(key, value, timeout, version=version), False)
        # asked also where Redis says that it is free: it may have been taken before Redis was started anew
        return not is_taken and self._database.add(key, value, timeout, version=version)

    def delete(self, key: str, version: int | None = None) -> bool:
        gone = self._ask(lambda redis: redis.delete(key, version=version), False)
        return bool(self._database.delete(key, version=version) or gone)

    def touch(self, key: str, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        timeout = self.default_timeout if timeout is DEFAULT_TIMEOUT else timeout
        touched = self._ask(lambda redis: redis.touch(key, timeout, version=version), False)
        return bool(self._database.touch(key, timeout, version=version) or touched)

    def clear(self) -> None:
        self._database.clear()
        self._ask(lambda redis: redis.clear(), False)

    @property
    def _database(self) -> BaseCache:
        return caches["database"]

    def _ask(self, question: Callable[[RedisCache], Any], otherwise: Any) -> Any:
        """Redis's answer, or `otherwise` when it is away."""
        if self._health.is_away:
            return otherwise
        try:
            return question(self._redis)
        except (RedisError, OSError) as error:
            self._health.note_failure(error)
            return otherwise


class Health:
    """What this process knows of Redis: until when it is left alone, and until when its values may be old."""

    def __init__(self) -> None:
        self.away_until = self.doubted_until = 0.0

    @property
    def is_away(self) -> bool:
        return time.monotonic() < self.away_until

    @property
    def is_doubted(self) -> bool:
        return time.monotonic() < self.doubted_until

    def note_failure(self, error: Exception) -> None:
        now = time.monotonic()
        if now >= self.doubted_until:
            _log.warning("Redis is away, the database cache stands in: %s", type(error).__name__)
        self.away_until, self.doubted_until = now + REST_SECONDS, now + DOUBT_SECONDS


_healths: dict[str, Health] = {}
