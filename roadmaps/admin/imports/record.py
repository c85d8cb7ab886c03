"""What the record of one run shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from roadmaps.admin.imports.words import write_sums
from roadmaps.models import ImportRun
from roadmaps.sync.merge import OnConflict
from roadmaps.sync.operations import Act

_LINE = re.compile(r"  (?P<sign>\S) (?P<thing>\S+) +(?P<key>\S+)  +(?P<said>.*)")


@dataclass(frozen=True, slots=True)
class RecordedLine:
    """A line of the plan as the command prints it, in its columns; of a heading there is `what` alone."""

    what: str
    sign: str = ""
    thing: str = ""
    key: str = ""
    rest: str = ""


def show_record(run: ImportRun) -> dict[str, Any]:
    """The context of the page. Three queries: the roadmaps that it wrote, the run it takes back, the runs that do so
    with it."""
    documents = list(run.documents.select_related("roadmap").defer("before", "after", "old_base").order_by("path"))
    return {
        "run": run,
        "sums": write_sums({act: run.counts.get(act.value, 0) for act in Act}),
        "seconds": count_seconds(run.finished_at - run.started_at),
        "lines": [split_line(line) for line in run.lines],
        "options": list(_say_options(run.options)),
        "roadmaps": [document.roadmap for document in documents],
        "undone": run.undone,
        "undos": list(run.undos.filter(outcome=ImportRun.Outcome.DONE).order_by("id")),
    }


def count_seconds(time: timedelta) -> str:
    """`under a second`, `1 second`, `75 seconds`"""
    seconds = int(time.total_seconds())
    if not seconds:
        return _("under a second")
    return ngettext("%(number)s second", "%(number)s seconds", seconds) % {"number": seconds}


def split_line(line: str) -> RecordedLine:
    """The columns of one line; what is none of a change stays whole."""
    found = _LINE.fullmatch(line)
    if not found:
        return RecordedLine(line)
    what, _gap, rest = found["said"].partition("  ")
    return RecordedLine(what, found["sign"], found["thing"], found["key"], rest.strip())


def _say_options(options: dict[str, Any]) -> Iterator[str]:
    """What was asked for beside the files, a sentence each."""
    if options.get("on_conflict") == OnConflict.KEEP:
        yield _("In conflicts the site wins.")
    if options.get("on_conflict") == OnConflict.TAKE:
        yield _("In conflicts the file wins.")
    for spot, side in sorted(options.get("choices", {}).items()):
        text = _("The site wins: %(spot)s") if side == OnConflict.KEEP else _("The file wins: %(spot)s")
        yield text % {"spot": spot.rstrip("/")}
    if options.get("as_new"):
        yield _("Really new: %(keys)s") % {"keys": ", ".join(options["as_new"])}
    if options.get("allow_retire") is not None:
        yield _("Topics it may retire: %(number)s") % {"number": options["allow_retire"]}
    if options.get("prune"):
        yield _("Roadmaps without a file are archived: %(folders)s") % {"folders": ", ".join(options["prune"])}
