"""Reads that join content with one learner's marks, shaped for a page. Each says how many queries it makes."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.contrib.auth.models import AnonymousUser
from django.db.models import Max
from django.http import Http404
from django.utils.translation import gettext as _

from accounts.models import User
from progress.models import Mark
from progress.trail import Trail, build_trail
from roadmaps.models import Roadmap, Topic
from roadmaps.queries import get_roadmap, get_topic, list_nodes, list_outlines, list_topics

Person = User | AnonymousUser


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
    archived = roadmap.status == Roadmap.Status.ARCHIVED
    return archived and isinstance(user, User) and Mark.objects.of(user).filter(topic__roadmap=roadmap).exists()


def map_marks(user: Person, roadmaps: Collection[Roadmap]) -> dict[int, Mark]:
    """A person's marks on these roadmaps by topic id. One query, none for guests."""
    if not isinstance(user, User):
        return {}
    return {mark.topic_id: mark for mark in Mark.objects.of(user).filter(topic__roadmap__in=roadmaps)}


def read_trail(user: Person, roadmap: Roadmap) -> Trail:
    """The whole trail of one roadmap. Three queries: nodes, topics, marks."""
    nodes, topics = list_nodes(roadmap), list_topics(roadmap)
    return build_trail(roadmap=roadmap, nodes=nodes, topics=topics, marks=map_marks(user, [roadmap]))


def read_trails(user: Person, roadmaps: Sequence[Roadmap]) -> list[Trail]:
    """The trails of many roadmaps, in their order. Two queries whatever their number: topics with nodes, marks."""
    outlines, marks = list_outlines(roadmaps), map_marks(user, roadmaps)
    return [
        build_trail(roadmap=roadmap, nodes=outlines[roadmap.pk][0], topics=outlines[roadmap.pk][1], marks=marks)
        for roadmap in roadmaps
    ]


def list_my_roadmaps(user: User) -> list[Roadmap]:
    """Roadmaps on which this learner has begun, last walked first; drafts are not shown. One query."""
    return list(
        Roadmap.objects.exclude(status=Roadmap.Status.DRAFT)
        .filter(topics__marks__in=Mark.objects.of(user).exclude(status="todo"))
        .annotate(walked_at=Max("topics__marks__updated_at"))
        .defer("body")
        .order_by("-walked_at", "id")
    )


def read_topic_trail(user: Person, topic: Topic) -> Trail:
    """The trail around one topic, nodes with topics only. Two queries: topics with nodes, marks."""
    nodes, topics = list_outlines([topic.roadmap])[topic.roadmap_id]
    return build_trail(roadmap=topic.roadmap, nodes=nodes, topics=topics, marks=map_marks(user, [topic.roadmap]))
