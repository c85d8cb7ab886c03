"""Reads that join content with one learner's marks, shaped for a page. Each says how many queries it makes."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Max
from django.http import Http404
from django.utils.translation import gettext as _

from accounts.models import User
from progress.models import Mark
from progress.queries.people import Guest, Person
from progress.queries.stars import read_marks
from progress.stars import references_of
from progress.trail import Trail, build_trail, tie_together
from roadmaps.models import Roadmap, Topic
from roadmaps.queries import get_roadmap, get_topic, list_outlines


def is_editor(user: Person) -> bool:
    """Whether this person may curate content. No query for learners and guests."""
    return user.is_active and user.is_staff and user.has_perm("roadmaps.change_roadmap")


def get_visible_roadmap(user: Person, key: str) -> Roadmap:
    """The roadmap if this person may see it, else 404. One query; one more for an archived one."""
    return check_visible(user, get_roadmap(key))


def get_visible_topic(user: Person, roadmap_key: str, key: str) -> Topic:
    """The topic if this person may see its roadmap, else 404. One query; one more for an archived roadmap."""
    topic = get_topic(roadmap_key, key)
    check_visible(user, topic.roadmap)
    return topic


def check_visible(user: Person, roadmap: Roadmap) -> Roadmap:
    """The roadmap if this person may see it, else 404."""
    if not may_see(user, roadmap):
        raise Http404(_("There is no roadmap at this address."))
    return roadmap


def may_see(user: Person, roadmap: Roadmap) -> bool:
    """Published is public; a draft is for editors; an archived one keeps its page for whoever has a mark there."""
    if roadmap.status == Roadmap.Status.PUBLISHED or is_editor(user):
        return True
    return roadmap.status == Roadmap.Status.ARCHIVED and has_marks(user, roadmap)


def has_marks(user: Person, roadmap: Roadmap) -> bool:
    """Whether this person has a mark on any topic of a roadmap. One query, none for a guest who marked nothing."""
    if isinstance(user, User):
        return Mark.objects.of(user).filter(topic__roadmap=roadmap).exists()
    marked = list(user.visit.marks) if isinstance(user, Guest) else []
    return bool(marked) and Topic.objects.filter(pk__in=marked, roadmap=roadmap).exists()


def read_trails(user: Person, roadmaps: Sequence[Roadmap]) -> list[Trail]:
    """The trails of many roadmaps, in their order. Three queries: topics with nodes, stars, marks."""
    outlines = list_outlines(roadmaps)
    references = references_of(topic for _nodes, topics in outlines.values() for topic in topics)
    marks, stars = read_marks(user, roadmaps, references)
    for roadmap in roadmaps:
        tie_together(roadmap, *outlines[roadmap.pk])
    return [
        build_trail(
            roadmap=roadmap, nodes=outlines[roadmap.pk][0], topics=outlines[roadmap.pk][1], marks=marks, stars=stars
        )
        for roadmap in roadmaps
    ]


def list_my_roadmaps(user: Person) -> list[Roadmap]:
    """Roadmaps on which this person has begun, last walked first; drafts are not shown.

    One query, none for a guest who marked nothing. A guest's come by the order of their marks.
    """
    roadmaps = Roadmap.objects.exclude(status=Roadmap.Status.DRAFT).defer("body")
    if isinstance(user, User):
        begun = roadmaps.filter(topics__marks__in=Mark.objects.of(user).exclude(status="todo"))
        return list(begun.annotate(walked_at=Max("topics__marks__updated_at")).order_by("-walked_at", "id"))
    marked = [pk for pk, state in user.visit.marks.items() if state.status != "todo"] if isinstance(user, Guest) else []
    if not marked:
        return []
    return list(roadmaps.filter(topics__in=marked).annotate(last=Max("topics__pk")).order_by("-last", "id"))


def read_topic_trail(user: Person, topic: Topic) -> Trail:
    """The trail around one topic, nodes with topics only. Three queries: topics with nodes, stars, marks."""
    return read_trails(user, [topic.roadmap])[0]
