from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgressConfig(AppConfig):
    name = "progress"
    verbose_name = _("Progress")

    def ready(self) -> None:
        for name in ("guests", "redrawing"):
            import_module(f"progress.{name}")  # connects its receiver once the models are there
