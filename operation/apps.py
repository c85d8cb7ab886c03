from importlib import import_module

from django.apps import AppConfig
from django.conf import settings


class OperationConfig(AppConfig):
    name = "operation"

    def ready(self) -> None:
        if settings.SENTRY_DSN:  # without it the tracker's code is never loaded
            import_module("operation.tracking").start_tracking()
