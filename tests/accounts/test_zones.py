"""Which time zones there are to choose from."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from accounts.zones import list_zone_choices, list_zone_names


def test_zones_come_by_part_of_the_world() -> None:
    groups = dict(list_zone_choices("UTC"))
    assert list(groups) == [
        "Everywhere", "Africa", "America", "Antarctica", "Arctic", "Asia",
        "Atlantic", "Australia", "Europe", "Indian", "Pacific",
    ]  # fmt: skip
    assert groups["Everywhere"] == [("UTC", "UTC")]
    assert ("America/New_York", "New York") in groups["America"]
    assert ("America/Argentina/Buenos_Aires", "Argentina / Buenos Aires") in groups["America"]


def test_each_name_is_a_zone() -> None:
    assert [ZoneInfo(name).key for name in list_zone_names()] == list(list_zone_names())


def test_an_old_name_stays_for_whoever_has_it() -> None:
    assert list_zone_choices("US/Eastern")[0] == ("Everywhere", [("UTC", "UTC"), ("US/Eastern", "US / Eastern")])


def test_the_own_zone_is_not_listed_twice() -> None:
    assert list_zone_choices("Europe/Paris")[0] == ("Everywhere", [("UTC", "UTC")])
