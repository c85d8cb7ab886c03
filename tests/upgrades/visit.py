"""A learner comes back to the site of DATABASE_URL: signs in, looks, marks a topic. Says as JSON what the pages showed.

usage: python tests/upgrades/visit.py EMAIL PASSWORD TRAIL NODE TOPIC
"""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
ROW = re.compile(r'data-topic="([^"]+)" data-status="([^"]+)"')


def visit(email: str, password: str, trail: str, node: str, topic: str) -> dict[str, object]:
    from django.test import Client

    browser = Client(headers={"host": "127.0.0.1"})
    signed_in = browser.post("/accounts/login/", {"login": email, "password": password})
    page = f"/roadmaps/{trail}/"
    before = dict(ROW.findall(browser.get(page).text))
    marked = browser.post(f"{page}{node}/{topic}/mark/", {"status": "done"})
    after = dict(ROW.findall(browser.get(page).text))
    return {"codes": [signed_in.status_code, marked.status_code], "before": before, "after": after}


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    import django

    django.setup()
    json.dump(visit(*sys.argv[1:]), sys.stdout)
