"""The settings of production for a site in a temporary folder, which stands still at one moment."""

import os
from datetime import UTC, datetime
from pathlib import Path

from django.utils import timezone

from config.settings import *  # noqa: F403  # a settings module is its names

NOW = datetime(2026, 11, 18, 9, 30, tzinfo=UTC)  # a Wednesday: what depends on the day looks the same on each run
timezone.now = lambda: NOW

STATIC_ROOT = Path(os.environ["SCRATCH"], "static")
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ROOT_URLCONF = "tests.scratch.urls"
