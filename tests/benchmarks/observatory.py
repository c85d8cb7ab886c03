"""What Mozilla's Observatory says of every kind of answer, beside the target.

bin/observatory

A site in a temporary folder is served as in production, behind a proxy with HTTPS; its answers are recorded and given
to the analyser (OBSERVATORY names its folder). The most there is: 140 for a page with a script and a cookie, 135 with
one of them, 130 with neither. Exit code 1 when an answer is below, or is not the one that was meant.
"""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.scratch.site import Scratch, scratch_site

ANALYSER = Path(__file__).with_suffix(".mjs")
TRAIL = "/roadmaps/machine-learning-engineer/"
BEHIND_HTTPS = {"Host": "127.0.0.1", "X-Forwarded-Proto": "https", "X-Forwarded-For": "127.0.0.1"}
PAGES = (
    ("front page", "guest", "/", 200),
    ("catalogue", "guest", "/roadmaps/", 200),
    ("roadmap", "guest", TRAIL, 200),
    ("topic", "guest", f"{TRAIL}math-for-ml/linear-algebra/", 200),
    ("search", "guest", "/search/?q=tree", 200),
    ("sign-in", "guest", "/accounts/login/", 200),
    ("sign-up", "guest", "/accounts/signup/", 200),
    ("download", "guest", TRAIL.rstrip("/") + ".yaml", 200),
    ("robots.txt", "guest", "/robots.txt", 200),
    ("health", "guest", "/healthz/live", 200),
    ("script", "guest", "/static/js/waymark.js", 200),
    ("no such file", "guest", "/static/js/none.js", 404),
    ("redirect", "guest", "/roadmaps", 301),
    ("to sign-in", "guest", "/settings/", 302),
    ("not understood", "stranger", "/", 400),
    ("forged form", "forger", "/settings/theme/", 403),
    ("not found", "guest", "/nothing/here/", 404),
    ("wrong method", "guest", "/settings/theme/", 405),
    ("too many tries", "guest", "/scratch/haste/", 429),
    ("failure", "guest", "/scratch/failure/", 500),
    ("busy", "guest", "/scratch/busy/", 503),
    ("home", "learner", "/", 200),
    ("roadmap", "learner", TRAIL, 200),
    ("settings", "learner", "/settings/", 200),
    ("notes", "learner", "/notes/", 200),
    ("admin, no right", "learner", "/admin/login/", 403),
    ("admin", "editor", "/admin/", 200),
    ("admin, list", "editor", "/admin/roadmaps/topic/", 200),
    ("admin, form", "editor", "/admin/roadmaps/topic/add/", 200),
    ("admin, import", "editor", "/admin/roadmaps/importrun/", 200),
)
Answer = dict[str, Any]


def main() -> int:
    with scratch_site(https=True) as site:
        answers = [ask(site, who, path) for _, who, path, _ in PAGES]
    done = subprocess.run(["node", ANALYSER], input=json.dumps(answers), capture_output=True, text=True, check=True)
    print(f"{'':18}{'who':10}{'status':>7}{'score':>7}{'target':>8}")
    low = 0
    for (name, who, _, status), answer, verdict in zip(PAGES, answers, json.loads(done.stdout), strict=True):
        target = find_target(answer)
        is_low = verdict["score"] < target or answer["status"] != status
        low += is_low
        said = f"  below: {verdict['failed']}, wanted status {status}" if is_low else ""
        print(f"{name:18}{who:10}{answer['status']:>7}{verdict['score']:>7}{target:>8}{said}")
    print(f"{len(PAGES)} answers, {low} below the target")
    return 1 if low else 0


def ask(site: Scratch, who: str, path: str) -> Answer:
    """One answer as the proxy got it. A stranger asks for another host, a forger sends a form without its token."""
    path = name_file(path)
    headers = dict(BEHIND_HTTPS)
    if who in {"learner", "editor"}:
        headers["Cookie"] = f"__Host-sessionid={getattr(site, who)}"
    if who == "stranger":
        headers["Host"] = "evil.example"
    connection = http.client.HTTPConnection(urlsplit(site.url).netloc, timeout=60)
    connection.request("POST" if who == "forger" else "GET", path, headers=headers)
    response = connection.getresponse()
    body = response.read().decode()
    connection.close()
    return {
        "url": f"https://127.0.0.1{path}",
        "status": response.status,
        "headers": response.getheaders(),
        "body": body,
    }


def name_file(path: str) -> str:
    """The address of a collected file, which has its hash in its name; any other as it is."""
    from django.contrib.staticfiles.storage import staticfiles_storage

    hashed: dict[str, str] = getattr(staticfiles_storage, "hashed_files", {})
    name = path.removeprefix("/static/")
    return f"/static/{hashed[name]}" if path.startswith("/static/") and name in hashed else path


def find_target(answer: Answer) -> int:
    has_script = "<script" in answer["body"] and any(
        name.lower() == "content-type" and value.startswith("text/html") for name, value in answer["headers"]
    )
    has_cookie = any(name.lower() == "set-cookie" for name, _ in answer["headers"])
    return 130 + 5 * has_script + 5 * has_cookie


if __name__ == "__main__":
    sys.exit(main())
