"""Reads of the catalogue: one page of cards, at the same cost however many roadmaps there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from django.core.paginator import Paginator
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Count

from accounts.models import User
from progress.cards import Card
from progress.catalogue import OWN_ORDERS, Catalogue, Own, Wishes, list_chosen
from progress.estimate import read_duration
from progress.index import Entry, Index
from progress.queries.cards import read_cards
from progress.queries.people import Guest, Person
from progress.queries.trails import read_trails
from progress.visit import Visit
from roadmaps.documents.folding import split_query, to_needle
from roadmaps.models import Roadmap, Topic
from roadmaps.models.editions import NEWEST, settle_edition

ON_A_PAGE = 24

NEWEST_FIRST = f"SELECT 0, newest.number, '' FROM ({NEWEST}) AS newest"  # noqa: S608  # of constants
OWN = """
    UNION ALL SELECT 1, topic.roadmap_id, {join}(mark.topic_id || ' ' || mark.status || ' ' || mark.reason, ',')
    FROM progress_mark AS mark JOIN roadmaps_topic AS topic ON topic.id = mark.topic_id
    WHERE mark.user_id = %s AND mark.status <> 'todo' GROUP BY topic.roadmap_id
    UNION ALL SELECT 2, roadmap_id, '' FROM progress_bookmark WHERE user_id = %s AND topic_id IS NULL
"""
HAS = """
    UNION ALL SELECT 1, roadmap_id, {join}(CAST(id AS TEXT), ',') FROM roadmaps_topic WHERE id IN ({ids})
    GROUP BY roadmap_id
"""
JOINS = {"postgresql": "string_agg", "sqlite": "group_concat"}
"""What puts texts of several rows into one."""

kept_index: tuple[int, Index] | None = None
"""The edition and its index, of this process."""


def read_catalogue(person: Person, wishes: Wishes, number: str | None = None) -> Catalogue:
    """One page; one that is no number is the first, one beyond the end the last.

    One query: the edition, and what is the person's own. Three more where the order asks for what was begun; those of
    `read_index` and `read_cards` for what is not kept yet. The cards have no trails.
    """
    edition, own = read_own(person)
    index = read_index(edition)
    begun = {pk: states for pk, states in own.begun.items() if pk in index.entries}
    trails = read_trails(person, list_roadmaps(begun)) if begun and wishes.sort in OWN_ORDERS else ()
    own = Own(begun, own.kept, tuple(trails))
    page = Paginator(list_chosen(index, wishes, own), ON_A_PAGE).get_page(number)
    return Catalogue(index, own, wishes, page, tuple(read_cards(index, list(page), begun)))


def read_own(person: Person) -> tuple[int, Own]:
    """The number of the edition, and what the person has begun and keeps at hand. One query."""
    connection = connections[DEFAULT_DB_ALIAS]
    with connection.cursor() as cursor:
        cursor.execute(*ask_own(person, JOINS[connection.vendor]))
        rows = cursor.fetchall()
    begun = {pk: text for kind, pk, text in rows if kind == 1}
    if isinstance(person, Guest):
        begun = {pk: write_states(person.visit, topics) for pk, topics in begun.items()}
    edition = max((number for kind, number, _text in rows if kind == 0), default=0)  # emptied by hand, perhaps
    return edition, Own(begun, frozenset(pk for kind, pk, _text in rows if kind == 2))


def ask_own(person: Person, join: str) -> tuple[str, list[int]]:
    """Written out, with what stands in it: composed by the ORM it takes three times as long.

    Of a guest's marks, which are in their session, it asks on which roadmaps they are.
    """
    if isinstance(person, User):
        return NEWEST_FIRST + OWN.format(join=join), [person.pk, person.pk]
    marks = person.visit.marks if isinstance(person, Guest) else {}
    marked = [pk for pk, state in marks.items() if state.status != "todo"]
    return NEWEST_FIRST + (HAS.format(join=join, ids=", ".join(["%s"] * len(marked))) if marked else ""), marked


def write_states(visit: Visit, topics: str) -> str:
    """As OWN answers them, of these topics."""
    states = {topic: visit.state_of(int(topic)) for topic in topics.split(",")}
    return ",".join(f"{topic} {state.status} {state.reason}" for topic, state in states.items())


def read_index(edition: int) -> Index:
    """The index of an edition: kept, else made anew, in three queries; kept then, unless somebody is writing."""
    global kept_index  # one of a process, as a whole exchanged
    if kept_index and kept_index[0] == edition:
        return kept_index[1]
    settled = settle_edition(DEFAULT_DB_ALIAS)
    rows = Roadmap.objects.using(DEFAULT_DB_ALIAS).published().order_by("id")
    values = rows.values_list("pk", "title", "tags", "featured", "created_at")
    entries = [Entry(pk, title, tuple(tags), featured, at.timestamp()) for pk, title, tags, featured, at in values]
    entries.sort(key=lambda entry: entry.title.casefold())
    index = Index({entry.pk: entry for entry in entries}, find_roadmaps, weigh_roadmaps)
    if settled:
        kept_index = (settled, index)
    return index


def forget() -> None:
    """The index is made anew, with all that was drawn of it, when it is asked for next."""
    global kept_index  # as above
    kept_index = None


def find_roadmaps(search: str) -> Collection[int]:
    """Ids of published roadmaps that have every word of a search. One query; none for a search without a word."""
    words = split_query(search)
    found = Roadmap.objects.using(DEFAULT_DB_ALIAS).published()
    for word in words:
        found = found.filter(folded__contains=to_needle(word))
    return set(found.values_list("pk", flat=True)) if words else set()


def weigh_roadmaps() -> dict[int, int]:
    """Minutes, at most, of all that each published roadmap requires, by id. One query, grouped by what is written."""
    topics = Topic.objects.using(DEFAULT_DB_ALIAS).active().filter(optional=False, roadmap__status="published")
    minutes: dict[int, int] = defaultdict(int)
    for pk, duration, count in topics.order_by().values_list("roadmap_id", "duration").annotate(Count("id")):
        length = read_duration(duration)
        minutes[pk] += length.high * count if length else 0
    return minutes


def list_roadmaps(ids: Collection[int]) -> list[Roadmap]:
    return list(Roadmap.objects.filter(pk__in=ids).defer("body", "folded").by_title())


def read_featured(person: Person) -> list[Card]:
    """The cards of what is featured, by title: one page of them. The queries of a page of the catalogue."""
    return list(read_catalogue(person, Wishes(shelf="featured")).cards)
