"""Time zones to choose from."""

from __future__ import annotations

import zoneinfo
from functools import cache

from django.utils.translation import gettext as _

# The places of the tz database; its other folders and bare names are old names of the same zones.
REGIONS = frozenset({
    "Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific",
})  # fmt: skip

Group = tuple[str, list[tuple[str, str]]]


def list_zone_choices(current: str) -> list[Group]:
    """`(region, [(name, label)])` for a select, UTC first. `current` is among them even when it is an old name."""
    names = list_zone_names()
    first = ["UTC"] if current == "UTC" or current in names else ["UTC", current]
    groups: dict[str, list[tuple[str, str]]] = {_("Everywhere"): [(name, label_zone(name)) for name in first]}
    for name in names:
        groups.setdefault(name.partition("/")[0], []).append((name, label_zone(name.partition("/")[2])))
    return list(groups.items())


@cache
def list_zone_names() -> tuple[str, ...]:
    """Sorted names of the places this machine knows; reading them takes many files, so once."""
    return tuple(sorted(name for name in zoneinfo.available_timezones() if name.partition("/")[0] in REGIONS))


def label_zone(name: str) -> str:
    return name.replace("_", " ").replace("/", " / ")
