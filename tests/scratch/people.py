"""Who is on the scratch site: a learner in the middle of things, and an editor."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from operator import itemgetter

from django.contrib.auth.models import Group
from django.utils import timezone

from accounts.factors import turn_on_app
from accounts.models import User
from progress.models import Cause, Change, Mark, Note, Report, Walk
from roadmaps.models import Roadmap, Topic
from tests.scratch.site import PASSWORD

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
ROADMAP = "machine-learning-engineer"
STATUSES = {
    "linear-algebra": "done",
    "calculus": "done",
    "probability-statistics": "done",
    "linear-logistic-regression": "done",
    "decision-trees-random-forests": "learning",
    "support-vector-machines-svm": "skipped",
}
NOTE = """Draw the picture first: a **matrix** moves the plane.

- eigenvectors keep their direction
- the determinant is an area
"""


def settle_learner() -> User:
    """A learner who is through a stage of one roadmap, has begun two more, and took a note."""
    user = User.objects.create_user("learner@example.org", PASSWORD)
    roadmap = Roadmap.objects.get(key=ROADMAP)
    for days, topic, status in sorted(list_marks(roadmap), key=itemgetter(0), reverse=True):
        mark(user, topic, status, days=days)
    Note.objects.create(user=user, topic=roadmap.topics.get(key="linear-algebra"), text=NOTE, folded=NOTE.lower())
    Walk.objects.create(user=user, roadmap=roadmap, why="To understand what the models at work do.")
    topic = roadmap.topics.get(key="gradient-boosting")
    Report.objects.create(
        user=user, topic=topic, kind=Report.Kind.PROBLEM, text="The second takeaway names another model."
    )
    return user


def list_marks(roadmap: Roadmap) -> Iterable[tuple[int, Topic, str]]:
    """How many days ago what was marked how. History is written in the order of its days, as it is in life."""
    for age, (key, status) in enumerate(STATUSES.items()):
        yield 30 - 4 * age, roadmap.topics.get(key=key), status
    for key, count in (("git-and-command-line", 6), ("python-developer", 3)):
        topics = Topic.objects.filter(roadmap__key=key).order_by("node__position", "position")
        for age, topic in enumerate(topics[:count]):
            yield 60 - 3 * age, topic, "done"


def mark(user: User, topic: Topic, status: str, *, days: int) -> None:
    """A mark made some days ago; what is done took three days."""
    then = timezone.now() - timedelta(days=days)
    finished = then if status == "done" else None
    started = None if status == "skipped" else then - timedelta(days=3)
    Mark.objects.create(user=user, topic=topic, status=status, started_at=started, finished_at=finished)
    change = Change.objects.create(user=user, topic=topic, before="todo", after=status, cause=Cause.MARK)
    Change.objects.filter(pk=change.pk).update(at=then)
    Topic.objects.filter(pk=topic.pk).update(changed_at=timezone.now() - timedelta(days=90))


def settle_editor() -> User:
    """Somebody who may edit roadmaps in the admin, which asks for a second factor."""
    user = User.objects.create_user("editor@example.org", PASSWORD, is_staff=True)
    user.groups.add(*Group.objects.all())
    turn_on_app(user, SECRET)
    return user
