"""Where the cache is: in the database, which all processes share; in Redis, if there is one, with the database behind.

Rate limits count in the cache. So it has to be shared by all processes, and to go on counting when Redis is away.
"""

from __future__ import annotations

from typing import Any

from config import env

MOST_ENTRIES = 50_000
"""Django's default of 300 would throw counters away under an attack from more addresses than that."""
REDIS_SECONDS = 0.5
"""How long Redis may take to answer before it counts as away."""


def read_caches() -> dict[str, dict[str, Any]]:
    """Django's CACHES: `default`, and behind it `database`."""
    database = {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": MOST_ENTRIES},
    }
    address = env.read_redis("REDIS_URL")
    if not address:
        return {"default": database}
    redis = {
        "BACKEND": "config.sturdy.SturdyCache",
        "LOCATION": address,
        "KEY_PREFIX": "waymark",
        "OPTIONS": {"socket_connect_timeout": REDIS_SECONDS, "socket_timeout": REDIS_SECONDS},
    }
    return {"default": redis, "database": database}
