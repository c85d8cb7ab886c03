"""What a learner wrote and gathered on a topic. For them alone."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from roadmaps.documents.document import MAX_LINE, MAX_URL
from roadmaps.models import Topic


class Note(models.Model):
    """Markdown of one learner on one topic. `version` rises with each save, so that an older tab is told.

    `folded` is the text as search compares it.
    """

    LONGEST: ClassVar[int] = 20_000

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notes", verbose_name=_("learner"))
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="notes", verbose_name=_("topic"))
    text = models.TextField(_("text"))
    folded = models.TextField(_("text for search"), blank=True, default="", editable=False)
    version = models.PositiveIntegerField(_("version"), default=1)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated"), auto_now=True)

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        constraints = [models.UniqueConstraint(fields=["user", "topic"], name="note_unique_per_user_and_topic")]

    def __str__(self) -> str:
        return str(self.topic)


class OwnLink(models.Model):
    """An address that one learner keeps on one topic."""

    MOST: ClassVar[int] = 50
    """On one topic."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="own_links", verbose_name=_("learner")
    )
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="own_links", verbose_name=_("topic"))
    title = models.CharField(_("title"), max_length=MAX_LINE)
    url = models.CharField(_("address"), max_length=MAX_URL)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("own link")
        verbose_name_plural = _("own links")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["user", "topic", "url"], name="own_link_unique_per_topic")]

    def __str__(self) -> str:
        return self.title
