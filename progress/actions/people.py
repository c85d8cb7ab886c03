"""The same moves for whoever asks: a learner's go to the database, a guest's to their session."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from accounts.models import User
from progress.actions.marks import Place, Undone, mark_topics, reset_place, undo_batch
from progress.actions.moves import Moved
from progress.actions.visits import mark_for_guest, reset_for_guest, undo_for_guest
from progress.models import Cause
from progress.queries.people import Guest
from progress.stars import Stars
from roadmaps.models import Node, Roadmap, Topic


def set_states(
    *,
    person: User | Guest,
    states: Mapping[Topic, tuple[str, str]],
    cause: Cause = Cause.MARK,
    stars: Stars | None = None,
) -> Moved:
    """Set (status, reason) by topic; `stars` are theirs, where they are known.

    Raises UnknownStatusError, and FullVisitError for a guest who marked too many.
    """
    if isinstance(person, User):
        return mark_topics(user=person, states=states, cause=cause, stars=stars)
    return mark_for_guest(person, {topic.pk: state for topic, state in states.items()})


def reset(*, person: User | Guest, place: Place) -> Moved:
    """Put a roadmap, a stage, a topic, or with None everything, back to do."""
    if isinstance(person, User):
        return reset_place(user=person, place=place)
    marked = Topic.objects.filter(pk__in=person.visit.marks)
    if place is not None:
        marked = marked.filter(**{{Roadmap: "roadmap", Node: "node", Topic: "pk"}[type(place)]: place.pk})
    return reset_for_guest(person, list(marked.values_list("pk", flat=True)))


def undo(*, person: User | Guest, batch: uuid.UUID) -> Undone:
    """Take back what one batch did; what changed since is left alone."""
    if isinstance(person, User):
        return undo_batch(user=person, batch=batch)
    restored, left = undo_for_guest(person, batch)
    topics = Topic.objects.select_related("node", "roadmap").in_bulk([*restored, *left])
    return Undone(
        tuple(topics[pk] for pk in restored if pk in topics), tuple(topics[pk] for pk in left if pk in topics)
    )
