"""The three-way rules for every field of every thing that both file and site have. Pure.

Which fields there are is read from the table of the file format.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from roadmaps.sync.comparison import Comparison
from roadmaps.sync.link_merge import merge_links
from roadmaps.sync.merge import Side, Verdict, decide, find_base
from roadmaps.sync.operations import Act, Operation
from roadmaps.sync.values import LINK_LISTS, SCALARS, Thing


@dataclass(frozen=True, slots=True)
class _Trio:
    """One thing on three sides. base: what a file said of it last."""

    thing: Thing
    key: str
    base: Any
    site: Any
    file: Any


def merge_things(comparison: Comparison) -> Iterator[Operation]:
    """What happens to the fields of the roadmap, its nodes and its topics."""
    base, site, file = (side.roadmap for side in (comparison.base, comparison.site, comparison.file))
    if site is not None:
        yield from _merge_scalars(comparison, _Trio(Thing.ROADMAP, comparison.key, base, site, file))
    for thing, rows in ((Thing.NODE, comparison.site.nodes), (Thing.TOPIC, comparison.site.topics)):
        for key in rows:
            trio = _find(comparison, thing, key)
            if trio.file is not None:
                yield from _merge_scalars(comparison, trio)
                yield from _merge_lists(comparison, trio)


def _find(comparison: Comparison, thing: Thing, key: str) -> _Trio:
    _, site, file = comparison.look_up(thing, key)
    return _Trio(thing, key, comparison.find_said(thing, key), site, file)


def _merge_scalars(comparison: Comparison, trio: _Trio) -> Iterator[Operation]:
    for field in SCALARS[trio.thing]:
        site, file = getattr(trio.site, field.name), getattr(trio.file, field.name)
        if file is None:
            yield from _say_dropped(trio, field.name)
            continue
        verdict = decide(
            find_base(field, trio.base, site), site, file, comparison.choose(trio.thing, trio.key, field.name)
        )
        if act := _name_act(verdict):
            yield Operation(act, trio.thing, trio.key, field.name, site, file, verdict.reason)


def _merge_lists(comparison: Comparison, trio: _Trio) -> Iterator[Operation]:
    if trio.thing is Thing.NODE:
        if trio.file.topics is None:
            yield from _say_dropped(trio, "topics")
        return
    for field in LINK_LISTS:
        if getattr(trio.file, field.name) is None:
            yield from _say_dropped(trio, field.name)
        else:
            yield from _merge_links(comparison, trio, field.name)


def _merge_links(comparison: Comparison, trio: _Trio, name: str) -> Iterator[Operation]:
    site = getattr(trio.site, name)
    links, verdicts = merge_links(
        base=None if trio.base is None else getattr(trio.base, name) or (),
        site=site,
        file=getattr(trio.file, name),
        choose=partial(comparison.choose, trio.thing, trio.key, name),
    )
    if links != site:
        yield Operation(Act.CHANGE, trio.thing, trio.key, name, site, links)
    for each in verdicts:
        act = _name_act(each.verdict)
        if act in (Act.KEEP, Act.CONFLICT):
            reason = each.verdict.reason
            yield Operation(
                act, trio.thing, trio.key, name, each.site, each.file, reason, item=each.url, part=each.field
            )


def _say_dropped(trio: _Trio, name: str) -> Iterator[Operation]:
    if trio.base is not None and getattr(trio.base, name) is not None:
        yield Operation(Act.DROPPED, trio.thing, trio.key, name)


def _name_act(verdict: Verdict) -> Act | None:
    if verdict.open:
        return Act.CONFLICT
    if verdict.side is Side.FILE:
        return Act.CHANGE
    return Act.KEEP if verdict.reason else None
