"""A site whose one page fails with everything about a person at hand; prints what an error tracker is sent.

Run by itself, since the tracker patches the whole process: test_tracking.py.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"


def main() -> None:
    import django
    from django.conf import settings

    settings.ROOT_URLCONF = "tests.operation.broken_urls"
    settings.DEBUG = False  # as on a public site, but with no need of collected files
    django.setup()
    import sentry_sdk
    from django.test import Client
    from sentry_sdk.transport import Transport

    from operation.tracking import start_tracking

    class Printer(Transport):
        def capture_envelope(self, envelope: Any) -> None:
            sys.stdout.write(envelope.serialize().decode() + "\n")

    start_tracking(Printer)
    browser = Client(raise_request_exception=False, headers={"x-forwarded-for": "203.0.113.7", "user-agent": "Agent-7"})
    browser.cookies["csrftoken"] = "secret-cookie"
    form = {"email": "ada@example.org", "text": "my own thoughts", "password": "walk-the-trail"}
    browser.post("/break/secret-path/?q=secret-query", form)
    sentry_sdk.flush()


main()
