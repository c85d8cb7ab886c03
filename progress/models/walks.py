"""Why a learner walks a roadmap, in their own words."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from roadmaps.models import Roadmap


class Walk(models.Model):
    """One learner on one roadmap: what they said they want from it, shown to them alone."""

    LONGEST_WHY: ClassVar[int] = 500

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="walks", verbose_name=_("learner"))
    roadmap = models.ForeignKey(Roadmap, models.PROTECT, related_name="walks", verbose_name=_("roadmap"))
    why = models.CharField(_("why"), max_length=500, blank=True)
    updated_at = models.DateTimeField(_("updated"), auto_now=True)

    class Meta:
        verbose_name = _("reason to walk")
        verbose_name_plural = _("reasons to walk")
        constraints = [models.UniqueConstraint(fields=["user", "roadmap"], name="walk_unique_per_user_and_roadmap")]

    def __str__(self) -> str:
        return str(self.roadmap)
