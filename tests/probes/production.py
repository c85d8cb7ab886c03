"""Production as the probes see it: its environment, and browsers that speak HTTPS to its host."""

from __future__ import annotations

from typing import Any

from django.test import Client

from accounts.models import User

HOST = "learn.example.org"
ENVIRONMENT = {
    "DEBUG": "false",
    "SECRET_KEY": "probe-secret-key-" + 50 * "k",
    "ALLOWED_HOSTS": HOST,
    "EMAIL_URL": "submission://postman:probe-mail-password@mail.example.org:587",
    "ADMINS": "root@example.org",
    "METRICS_TOKEN": "probe-metrics-token",
    "GITHUB_CLIENT_ID": "probe-github-id",
    "GITHUB_CLIENT_SECRET": "probe-github-secret",
}
TESTING = {"DATABASES", "DATABASE_ROUTERS", "CACHES", "STORAGES", "PASSWORD_HASHERS", "LOGGING"}
"""Settings that a test run keeps: its own database and cache, files as they stand, no slow hash, logs that it reads."""


class Browser(Client):
    """A browser at the site's own address, under HTTPS. Errors of pages are answers, as they are for people."""

    def __init__(self, user: User | None = None, **options: Any) -> None:
        super().__init__(raise_request_exception=False, **{"SERVER_NAME": HOST, **options})
        if user:
            self.force_login(user)

    def generic(self, *args: Any, **kwargs: Any) -> Any:
        return super().generic(*args, **kwargs | {"secure": True})

    def enforcing(self) -> Browser:
        """The same person, in a browser that checks tokens as the site does for everyone."""
        other = Browser(enforce_csrf_checks=True)
        other.cookies = self.cookies
        return other
