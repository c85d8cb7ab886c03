"""Imports the sample roadmaps into a site that has no roadmaps yet."""

from __future__ import annotations

from io import StringIO
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from roadmaps.models import Roadmap

SUMMARY_LINES = 2  # of a plan that has hundreds when everything is new: what there is, and what was done


class Command(BaseCommand):
    help = "Import the sample roadmaps, if this site has no roadmaps yet."

    def handle(self, *args: Any, **options: Any) -> None:
        if count := Roadmap.objects.count():
            self.stdout.write(f"The site has roadmaps already ({count}): the samples were left out.")
            return
        plan = StringIO()
        call_command("import_roadmaps", str(settings.BASE_DIR / "fixtures" / "roadmaps"), stdout=plan)
        self.stdout.write("\n".join(plan.getvalue().splitlines()[-SUMMARY_LINES:]))
