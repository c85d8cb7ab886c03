"""Topics that a learner parted from the same topic elsewhere."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from roadmaps.models import Topic


class Parting(models.Model):
    """This learner wants this topic to have a status of its own, whatever topic it is the same as."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="partings", verbose_name=_("learner")
    )
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="partings", verbose_name=_("topic"))
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("parting")
        verbose_name_plural = _("partings")
        constraints = [models.UniqueConstraint(fields=["user", "topic"], name="parting_unique_per_user_and_topic")]

    def __str__(self) -> str:
        return str(self.topic)
