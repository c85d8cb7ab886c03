"""Marks of a guest: the same moves as a learner's, kept in their session until they sign up."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from django.utils import timezone

from accounts.models import User
from progress.actions.moves import Move, Moved, check_status, move_marks, set_status
from progress.models import Cause, Mark
from progress.queries.people import VISIT, Guest
from progress.ranks import rank
from progress.visit import MOST_MARKS, State, Visit, write_visit
from roadmaps.models import Topic

KEPT = timedelta(days=180)
"""After the last press."""


class FullVisitError(Exception):
    """A session holds only so many marks."""


def mark_for_guest(guest: Guest, states: Mapping[int, tuple[str, str]]) -> Moved:
    """Set statuses by topic id, in one batch. Raises UnknownStatusError and FullVisitError."""
    now = timezone.now()
    for status, reason in states.values():
        check_status(status, reason)
    return _store(
        guest, {topic: _next_state(guest.visit.state_of(topic), *state, now) for topic, state in states.items()}
    )


def reset_for_guest(guest: Guest, topic_ids: Collection[int]) -> Moved:
    """Put these topics back to do, dates too."""
    return _store(guest, dict.fromkeys(topic_ids, State()))


def undo_for_guest(guest: Guest, batch: uuid.UUID) -> tuple[list[int], list[int]]:
    """Take back what one press did. Returns the ids of the topics put back, and of those that changed since."""
    changes = guest.visit.batches.get(str(batch), {})
    current = {topic: before for topic, (before, after) in changes.items() if guest.visit.state_of(topic) == after}
    _store(guest, current)
    return list(current), [topic for topic in changes if topic not in current]


def _next_state(state: State, status: str, reason: str, now: datetime) -> State:
    if (state.status, state.reason) == (status, reason):
        return state
    mark = Mark(**state._asdict())
    set_status(mark, status, reason, now)
    return State(mark.status, mark.reason, mark.started_at, mark.finished_at)


def _store(guest: Guest, wanted: Mapping[int, State]) -> Moved:
    visit: Visit = guest.visit
    moved = {topic: state for topic, state in wanted.items() if visit.state_of(topic) != state}
    if len(visit.marks.keys() | moved.keys()) > MOST_MARKS:
        raise FullVisitError
    if not moved:
        return Moved()
    batch = uuid.uuid4()
    before = {topic: visit.state_of(topic) for topic in moved}
    visit.batches[str(batch)] = {topic: (before[topic], state) for topic, state in moved.items()}
    for topic, state in moved.items():
        visit.marks.pop(topic, None)  # what was marked last stands last
        if state != State():
            visit.marks[topic] = state
    guest.session[VISIT] = write_visit(visit)
    guest.session.set_expiry(KEPT)
    return Moved(batch, {topic: (state.status, state.reason) for topic, state in before.items()})


def merge_visit(*, user: User, visit: Visit) -> tuple[Moved, int]:
    """Make a guest's marks the account's, wherever they are further; on a tie the account's own stays.

    Dates travel with the marks that win. What is the same topic elsewhere is left to reading, which shows the furthest.
    Returns what moved, and how many stayed as the account has them.
    """
    there = set(Topic.objects.filter(pk__in=visit.marks).values_list("pk", flat=True))
    moves = {topic: _win(state) for topic, state in visit.marks.items() if topic in there}
    moved = move_marks(user=user, moves=moves, cause=Cause.GUEST)
    return moved, len(there) - len(moved.topics)


def _win(state: State) -> Move:
    def move(mark: Mark) -> None:
        if rank(state.status, state.reason) > rank(mark.status, mark.reason):
            mark.status, mark.reason = state.status, state.reason
            mark.started_at, mark.finished_at, mark.revise = state.started_at, state.finished_at, False

    return move
