"""Takeaways and links that a learner has ticked."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from roadmaps.models import Topic


class Tick(models.Model):
    """One takeaway or link of a topic, ticked: remembered by what it says, never by a key to content.

    `target` is the normalised text of the takeaway, or the cleaned address of the link; `digest` its SHA-256 in hex,
    since a text may be longer than an index takes. A tick whose target is gone is kept, unseen.
    """

    class Kind(models.TextChoices):
        TAKEAWAY = "takeaway", _("takeaway")
        LINK = "link", _("link")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="ticks", verbose_name=_("learner"))
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="ticks", verbose_name=_("topic"))
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    target = models.TextField(_("target"))
    digest = models.CharField(_("digest of the target"), max_length=64, editable=False)
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("tick")
        verbose_name_plural = _("ticks")
        constraints = [
            models.UniqueConstraint(fields=["user", "topic", "kind", "digest"], name="tick_unique_per_target"),
            models.CheckConstraint(condition=Q(kind__in=["takeaway", "link"]), name="tick_kind_is_known"),
        ]

    def __str__(self) -> str:
        return self.target
