"""One roadmap and what one person has done on it, read at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser

from progress.aside import Aside
from progress.models import Finish
from progress.plain import AnyMark
from progress.queries.contents import Content, get_content
from progress.queries.digest import Digest, read_digest
from progress.queries.people import Person
from progress.queries.stars import find_star, read_marks
from progress.queries.trails import check_visible, get_visible_topic
from progress.stars import NO_STARS, Stars
from progress.trail import Trail, build_trail
from roadmaps.models import Roadmap, Topic


@dataclass(frozen=True, slots=True)
class Reading:
    """Content and marks, those of the same topics elsewhere too, before they are joined. `marks` are by topic id."""

    content: Content
    marks: Mapping[int, AnyMark]
    stars: Stars
    finishes: Mapping[int | None, Finish]
    aside: Aside

    def build(self) -> Trail:
        return build_trail(
            roadmap=self.content.roadmap,
            nodes=self.content.nodes,
            topics=self.content.topics,
            marks=self.marks,
            stars=self.stars,
            finishes=self.finishes,
            aside=self.aside,
        )


def read_trail(person: Person, roadmap: Roadmap) -> Trail:
    """The whole trail of one roadmap. The queries of `read_roadmap`."""
    reading = read_roadmap(person, roadmap.key)
    if reading is None:
        raise Roadmap.DoesNotExist
    return reading.build()


def read_roadmap(person: Person, key: str) -> Reading | None:
    """The roadmap of this key, whoever may see it. One query, and those of `open_digest`."""
    digest = read_digest(person, key)
    return digest and open_digest(person, digest)


def open_digest(person: Person, digest: Digest) -> Reading:
    """What a digest tells. No query; those of `get_content` where this process has not kept the content, and of
    `read_marks` where topics are the same elsewhere."""
    content, stars = get_content(digest), NO_STARS
    marks = digest.list_marks(person)
    if digest.is_named or content.references:
        marks, stars = read_marks(person, [content.roadmap], content.references)
    return Reading(content, marks, stars, digest.list_finishes(person), digest.read_aside(person))


def find_topic(person: Person, roadmap_key: str, key: str) -> tuple[Topic, Stars]:
    """A topic that this person may see, with what a row shows, and the star it belongs to; else 404.

    One query, and those of `get_content`; where the keys are former ones those of `get_visible_topic` as well, where
    topics are the same elsewhere those of `find_star`.
    """
    digest = read_digest(AnonymousUser(), roadmap_key)
    topic = get_content(digest).find_topic(key) if digest else None
    if digest is None or topic is None:
        topic = get_visible_topic(person, roadmap_key, key)
        return topic, find_star(person, topic)
    check_visible(person, topic.roadmap)
    return topic, find_star(person, topic) if digest.is_named or topic.same_as else NO_STARS
