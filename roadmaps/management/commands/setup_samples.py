"""Imports the sample roadmaps into a site that has no roadmaps yet."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from roadmaps.models import Roadmap


class Command(BaseCommand):
    help = "Import the sample roadmaps, if this site has no roadmaps yet."

    def handle(self, *args: Any, **options: Any) -> None:
        if count := Roadmap.objects.count():
            self.stdout.write(f"The site has roadmaps already ({count}): the samples were left out.")
            return
        call_command("import_roadmaps", str(settings.BASE_DIR / "fixtures" / "roadmaps"), stdout=self.stdout)
