"""What a learner keeps on one topic: note, own links, ticks. Only ever read for its owner."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import BigIntegerField, Value
from django.db.models.functions import Cast
from django.http import Http404
from django.utils.translation import gettext as _

from accounts.models import User
from progress.models import Bookmark, Note, OwnLink, Report, Tick
from progress.queries.people import Person
from progress.queries.trails import get_visible_topic, read_topic_trail
from progress.ticks import digest_of, normalise_target
from progress.trail import TopicRow
from roadmaps.models import Link, Topic

TAKEAWAY, LINK = Tick.Kind.TAKEAWAY.value, Tick.Kind.LINK.value


@dataclass(frozen=True, slots=True)
class Kept:
    """An own link, as a page shows it."""

    pk: int
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class NoteField:
    """A note as its form shows it.

    by: whose it is; text: what stands in the field, made from `version`, 0 where there was no note; stored: the note
    as it is kept; problem: why what stands in the field is not saved; is_conflict: because `stored` came between.
    """

    by: int
    text: str = ""
    version: int = 0
    stored: str = ""
    problem: str = ""
    is_conflict: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is shown beside the content.

    `ticked` are takeaways as the topic has them, `seen` the addresses of its links.
    """

    note: NoteField
    own_links: tuple[Kept, ...]
    ticked: frozenset[str]
    seen: frozenset[str]
    is_kept: bool
    """Whether the topic is kept at hand."""
    reported: frozenset[str]
    """Addresses that this learner reported as broken, and no editor has looked at yet."""
    has_all: bool
    """Whether there are takeaways and each is ticked."""


def get_sheet_topic(person: Person, roadmap_key: str, key: str) -> Topic:
    """The topic if this person sees its sheet, else 404. The queries of `get_visible_topic`; of what left the trail
    three more, for whoever has a mark there."""
    topic = get_visible_topic(person, roadmap_key, key)
    if topic.retired or topic.node.retired:
        get_row(person, topic)
    return topic


def get_row(person: Person, topic: Topic) -> TopicRow:
    """The topic as this person walks it; 404 when it left the trail and they have no mark on it. Three queries."""
    row = read_topic_trail(person, topic).row_of(topic)
    if row is None:
        raise Http404(_("This topic is no longer on the trail."))
    return row


def read_sheet(person: Person, topic: Topic, links: Iterable[Link] = ()) -> Sheet | None:
    """What a person keeps on a topic; None of a guest, who keeps nothing. One query, none for a guest."""
    if not isinstance(person, User):
        return None
    rows = _list_parts(person, topic)
    version, text = next(((number, text) for part, number, _title, text in rows if part == "note"), (0, ""))
    digests = {(part, title) for part, _number, title, _text in rows}
    takeaways = {said for said in topic.takeaways if (TAKEAWAY, digest_of(normalise_target(said))) in digests}
    addresses = {topic.video_url, *(link.url for link in links)}
    return Sheet(
        note=NoteField(by=person.pk, text=text, version=version, stored=text),
        own_links=tuple(Kept(number, title, url) for part, number, title, url in rows if part == "own"),
        ticked=frozenset(takeaways),
        reported=frozenset(url for part, _number, url, _text in rows if part == "broken"),
        is_kept=any(part == "kept" for part, *_rest in rows),
        seen=frozenset(url for url in addresses if (LINK, digest_of(url)) in digests),
        has_all=bool(topic.takeaways) and takeaways >= set(topic.takeaways),
    )


def _list_parts(user: User, topic: Topic) -> list[tuple[str, int, str, str]]:
    """(part, number, title, text) of note, own links in order, ticks, bookmark, broken links. One query."""
    mine = {"user": user, "topic": topic}
    none = Value(0, output_field=BigIntegerField())
    notes = Note.objects.filter(**mine).values_list(
        Value("note"), Cast("version", BigIntegerField()), Value(""), "text"
    )
    links = OwnLink.objects.filter(**mine).order_by().values_list(Value("own"), "id", "title", "url")
    ticks = Tick.objects.filter(**mine).values_list("kind", none, "digest", Value(""))
    kept = Bookmark.objects.filter(**mine).values_list(Value("kept"), none, Value(""), Value(""))
    waiting = Report.objects.filter(kind=Report.Kind.BROKEN, state=Report.State.OPEN, **mine).order_by()
    reported = waiting.values_list(Value("broken"), none, "url", Value(""))
    return sorted(notes.union(links, ticks, kept, reported, all=True))
