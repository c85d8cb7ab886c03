"""Roadmaps and topics that a learner keeps at hand."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from roadmaps.models import Roadmap, Topic


class Bookmark(models.Model):
    """A roadmap kept at hand, or one of its topics; without a topic it is the roadmap itself."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="bookmarks", verbose_name=_("learner")
    )
    roadmap = models.ForeignKey(Roadmap, models.PROTECT, related_name="bookmarks", verbose_name=_("roadmap"))
    topic = models.ForeignKey(
        Topic, models.PROTECT, null=True, blank=True, related_name="bookmarks", verbose_name=_("topic")
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("bookmark")
        verbose_name_plural = _("bookmarks")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "roadmap"], condition=Q(topic__isnull=True), name="bookmark_unique_per_roadmap"
            ),
            models.UniqueConstraint(
                fields=["user", "topic"], condition=Q(topic__isnull=False), name="bookmark_unique_per_topic"
            ),
        ]

    def __str__(self) -> str:
        return str(self.topic or self.roadmap)
