"""What learners tell editors about a topic."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from roadmaps.documents.document import MAX_URL
from roadmaps.models import Topic


class Report(models.Model):
    """A problem, a link to add, or a link that is broken: waits in a queue until an editor settles it.

    `url` is the address it speaks of; empty for a problem.
    """

    LONGEST: ClassVar[int] = 2_000

    class Kind(models.TextChoices):
        PROBLEM = "problem", _("problem")
        SUGGESTION = "suggest", _("link to add")
        BROKEN = "broken", _("broken link")

    class State(models.TextChoices):
        OPEN = "open", _("open")
        SETTLED = "settled", _("settled")
        DISMISSED = "dropped", _("dismissed")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="reports", verbose_name=_("learner")
    )
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="reports", verbose_name=_("topic"))
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    url = models.CharField(_("address"), max_length=MAX_URL, blank=True)
    text = models.TextField(_("text"), blank=True)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.OPEN)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["user", "created_at"], name="report_of_user_by_time"),
            models.Index(fields=["state", "-id"], name="report_by_state"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=["problem", "suggest", "broken"]), name="report_kind_is_known"),
            models.CheckConstraint(condition=Q(state__in=["open", "settled", "dropped"]), name="report_state_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.topic}"
