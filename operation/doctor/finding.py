"""One thing that was looked at: how it is, and what to do where it is not well."""

from __future__ import annotations

from dataclasses import dataclass

OK, WARN, FAIL = "ok", "warn", "fail"


@dataclass(frozen=True)
class Finding:
    """level: `ok`, `warn` (works, but) or `fail` (does not work); said: how it is; todo: what to do, "" if nothing."""

    name: str
    level: str
    said: str
    todo: str = ""
