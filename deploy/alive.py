"""Is the process of this container alive? Exit code 0 or 1, for the health check of the Dockerfile."""

import os
import sys
import urllib.error
import urllib.request

HOST = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0].strip()
request = urllib.request.Request(
    "http://127.0.0.1:8000/healthz/live", headers={"Host": HOST, "X-Forwarded-Proto": "https"}
)
try:
    with urllib.request.urlopen(request, timeout=4) as answer:  # noqa: S310 - an address of our own
        sys.exit(answer.status != 200)
except (urllib.error.URLError, OSError):
    sys.exit(1)
