"""When a learner reached the end of a stage or a roadmap for the first time."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from roadmaps.models import Node, Roadmap


class Finish(models.Model):
    """Nothing required was left: remembered once a roadmap (`node` is empty) and once each of its nodes.

    `topics` holds the ids of the topics that were on it then, so that what was added since can be told.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="finishes", verbose_name=_("learner")
    )
    roadmap = models.ForeignKey(Roadmap, models.PROTECT, related_name="finishes", verbose_name=_("roadmap"))
    node = models.ForeignKey(
        Node, models.PROTECT, null=True, blank=True, related_name="finishes", verbose_name=_("stage")
    )
    topics = models.JSONField(_("topics then"), default=list, blank=True)
    at = models.DateTimeField(_("at"), default=timezone.now)

    class Meta:
        verbose_name = _("finish")
        verbose_name_plural = _("finishes")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "roadmap"], condition=Q(node__isnull=True), name="finish_unique_per_roadmap"
            ),
            models.UniqueConstraint(
                fields=["user", "node"], condition=Q(node__isnull=False), name="finish_unique_per_node"
            ),
        ]

    def __str__(self) -> str:
        return str(self.node or self.roadmap)
