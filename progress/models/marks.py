"""A learner's status on each topic, and the history of how it came about."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from roadmaps.documents.document import MAX_URL
from roadmaps.models import Topic


class Status(models.TextChoices):
    TODO = "todo", _("To do")
    LEARNING = "learning", _("Learning")
    DONE = "done", _("Done")
    SKIPPED = "skipped", _("Skipped")


class Reason(models.TextChoices):
    """Why a mark stands: `known` before we met (only with done), put off for `later` (only with skipped)."""

    NONE = "", _("no reason")
    KNOWN = "known", _("known before")
    LATER = "later", _("later")


class MarkQuerySet(models.QuerySet["Mark"]):
    def of(self, user: User) -> MarkQuerySet:
        return self.filter(user=user)


class Mark(models.Model):
    """One learner's status on one topic. No mark, or `todo` kept for its dates, means to do.

    `revise` flags a done topic to be looked at again; it stays done and counts. `evidence` is the address of what
    shows that it was learnt, for the learner alone; it is kept whatever happens to the status.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="marks", verbose_name=_("learner"))
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="marks", verbose_name=_("topic"))
    status = models.CharField(_("status"), max_length=8, choices=Status)
    reason = models.CharField(_("reason"), max_length=5, choices=Reason, blank=True, default=Reason.NONE)
    started_at = models.DateTimeField(_("started"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    revise = models.BooleanField(_("to revise"), default=False, db_default=False)
    evidence = models.CharField(_("evidence"), max_length=MAX_URL, blank=True, default="", db_default="")
    updated_at = models.DateTimeField(_("updated"), auto_now=True)

    objects = MarkQuerySet.as_manager()

    class Meta:
        verbose_name = _("mark")
        verbose_name_plural = _("marks")
        constraints = [
            models.UniqueConstraint(fields=["user", "topic"], name="mark_unique_per_user_and_topic"),
            models.CheckConstraint(
                condition=Q(status__in=["todo", "learning", "done", "skipped"]), name="mark_status_is_known"
            ),
            models.CheckConstraint(
                condition=Q(reason="") | Q(reason="known", status="done") | Q(reason="later", status="skipped"),
                name="mark_reason_fits_status",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.topic}: {self.get_status_display()}"

    def is_outdated(self, topic: Topic) -> bool:
        return is_outdated(topic, status=self.status, finished_at=self.finished_at)


def is_outdated(topic: Topic, *, status: str, finished_at: datetime | None) -> bool:
    """Whether what the topic teaches changed after it was finished. What was known before has no such day."""
    return status == Status.DONE and finished_at is not None and topic.changed_at > finished_at


class Cause(models.TextChoices):
    MARK = "mark", _("marked")
    RESET = "reset", _("reset")
    UNDO = "undo", _("undone")
    GUEST = "guest", _("kept from a visit")
    SORT = "sort", _("sorted at the start")
    ALL = "all", _("marked with its stage")
    REVISE = "revise", _("flagged to revise")


class Change(models.Model):
    """One line of the append-only history of marks. Lines written together share a `batch`, undone as one."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="changes", verbose_name=_("learner")
    )
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="changes", verbose_name=_("topic"))
    before = models.CharField(_("before"), max_length=8, choices=Status)
    before_reason = models.CharField(_("reason before"), max_length=5, choices=Reason, blank=True, default=Reason.NONE)
    started_before = models.DateTimeField(_("started before"), null=True, blank=True)
    finished_before = models.DateTimeField(_("finished before"), null=True, blank=True)
    revise_before = models.BooleanField(_("to revise before"), default=False, db_default=False)
    after = models.CharField(_("after"), max_length=8, choices=Status)
    after_reason = models.CharField(_("reason after"), max_length=5, choices=Reason, blank=True, default=Reason.NONE)
    revise_after = models.BooleanField(_("to revise after"), default=False, db_default=False)
    cause = models.CharField(_("cause"), max_length=8, choices=Cause)
    batch = models.UUIDField(_("batch"), default=uuid.uuid4)
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        ordering = ["id"]
        indexes = [
            models.Index(fields=["user", "batch"], name="change_of_user_by_batch"),
            models.Index(fields=["user", "topic", "id"], name="change_of_user_by_topic"),
            models.Index(fields=["user", "-id"], name="change_of_user_newest_first"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(before__in=["todo", "learning", "done", "skipped"])
                & Q(after__in=["todo", "learning", "done", "skipped"]),
                name="change_status_is_known",
            ),
            models.CheckConstraint(
                condition=Q(cause__in=["mark", "reset", "undo", "guest", "sort", "all", "revise"]),
                name="change_cause_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.topic}: {self.before} → {self.after}"
