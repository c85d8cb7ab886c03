"""What learners tell editors, and what editors make of it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from progress.models import Report
from roadmaps.documents.links import LinkError, clean_link
from roadmaps.documents.text import normalise_line_ends
from roadmaps.models import Topic

MOST_AN_HOUR = 10
HOUR = timedelta(hours=1)


class ReportError(ValueError):
    """A report that cannot be taken; `code` says why: kind, empty, long, address, known, repeated."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class TooManyReportsError(Exception):
    """There were MOST_AN_HOUR within the hour; the next one is taken after `until`."""

    def __init__(self, until: datetime) -> None:
        super().__init__()
        self.until = until


def send_report(*, user: User, topic: Topic, kind: str, url: str = "", text: str = "") -> Report:
    """Put a report into the queue of the editors. Raises ReportError and TooManyReportsError."""
    text = normalise_line_ends(text).replace("\0", "").strip()
    address = check_report(topic, kind, url, text)
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)  # one at a time: two presses at once are one and its repeat
        mine = Report.objects.filter(user=user)
        if mine.filter(topic=topic, kind=kind, url=address, state=Report.State.OPEN).exists():
            raise ReportError("repeated")
        recent = mine.filter(created_at__gt=timezone.now() - HOUR).order_by("-created_at")
        times = list(recent.values_list("created_at", flat=True)[:MOST_AN_HOUR])
        if len(times) == MOST_AN_HOUR:
            raise TooManyReportsError(times[-1] + HOUR)
        return Report.objects.create(user=user, topic=topic, kind=kind, url=address, text=text)


def check_report(topic: Topic, kind: str, url: str, text: str) -> str:
    """The address that the report speaks of, cleaned; empty for a problem. Raises ReportError."""
    if kind not in Report.Kind.values:
        raise ReportError("kind")
    if len(text) > Report.LONGEST:
        raise ReportError("long")
    if kind == Report.Kind.PROBLEM:
        if not text:
            raise ReportError("empty")
        return ""
    known = {topic.video_url, *topic.links.values_list("url", flat=True)} - {""}
    if kind == Report.Kind.BROKEN:
        if url not in known:
            raise ReportError("address")
        return url
    address = clean_address(url)
    if address in known:
        raise ReportError("known")
    return address


def clean_address(url: str) -> str:
    try:
        address = clean_link(url.strip()).url
    except LinkError as error:
        raise ReportError("address") from error
    if not address.startswith(("http://", "https://")):
        raise ReportError("address")
    return address


def set_state(*, reports: Collection[int], state: Report.State) -> int:
    """Settle, dismiss or open reports again, by id. Returns how many moved."""
    settled_at = None if state == Report.State.OPEN else timezone.now()
    return Report.objects.filter(pk__in=reports).exclude(state=state).update(state=state, settled_at=settled_at)
