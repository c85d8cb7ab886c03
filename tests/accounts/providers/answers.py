"""GitHub and Google as far as HTTP shows them: what they answer is set, what they are asked is kept."""

from __future__ import annotations

import io
import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from django.test import Client

KEYS = {"github": ("github-id", "github-secret"), "google": ("google-id", "google-secret")}
GITHUB_TOKEN = "https://github.com/login/oauth/access_token"
GITHUB_USER = "https://api.github.com/user"
GITHUB_EMAILS = "https://api.github.com/user/emails"
GOOGLE_TOKEN = "https://oauth2.googleapis.com/token"
GOOGLE_USER = "https://www.googleapis.com/oauth2/v2/userinfo"
OCTOCAT = {"id": 583231, "login": "octocat", "name": "Mona Lisa", "email": None, "bio": "I swim", "location": "The sea"}
Answer = Any
"""The JSON of an answer, an HTTP status, or an exception."""


class Web:
    """What stands between this process and the world. An address that nobody set is a network that is down."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: list[tuple[str, str]] = []

    def send(self, request: requests.PreparedRequest, **options: Any) -> requests.Response:
        assert options["timeout"] == 5, "no request may wait for ever"
        address = str(request.url).partition("?")[0]
        self.asked.append((address, str(request.body)))
        said = self.answers.get(address, requests.ConnectionError("down"))
        if isinstance(said, Exception):
            raise said
        response = requests.Response()
        response.status_code = said if isinstance(said, int) else 200
        response.headers["Content-Type"] = "application/json"
        response.raw = io.BytesIO(json.dumps({} if isinstance(said, int) else said).encode())
        response.request = request
        response.url = str(request.url)
        return response

    def be_github(self, *emails: tuple[str, bool], **profile: Any) -> None:
        """GitHub, where Mona has these addresses, the first one primary; each says whether it was checked."""
        rows = [
            {"email": email, "verified": checked, "primary": place == 0}
            for place, (email, checked) in enumerate(emails)
        ]
        self.answers |= {
            GITHUB_TOKEN: {"access_token": "token-of-mona", "token_type": "bearer"},
            GITHUB_USER: OCTOCAT | profile,
            GITHUB_EMAILS: rows,
        }

    def be_google(self, email: str, *, checked: bool = True) -> None:
        names = {"given_name": "Mona", "family_name": "Lisa", "picture": "https://example.org/mona.png"}
        self.answers |= {
            GOOGLE_TOKEN: {"access_token": "token-of-mona", "token_type": "Bearer"},
            GOOGLE_USER: {"id": "110169484474386276334", "email": email, "verified_email": checked} | names,
        }


def install(monkeypatch: pytest.MonkeyPatch) -> Web:
    web = Web()

    def send(adapter: object, request: requests.PreparedRequest, **options: Any) -> requests.Response:
        return web.send(request, **options)

    monkeypatch.setattr(requests.adapters.HTTPAdapter, "send", send)
    return web


def leave_for(client: Client, provider: str, **form: str) -> dict[str, str]:
    """Presses the button, and gives what the browser takes along to the other site."""
    away = client.post(f"/accounts/{provider}/login/", form)
    assert away.status_code == 302, away.content.decode()
    return {name: values[0] for name, values in parse_qs(urlsplit(away["Location"]).query).items()}


def walk_through(client: Client, provider: str, **form: str) -> Any:
    """There and back; gives the answer to the return."""
    taken = leave_for(client, provider, **form)
    return client.get(f"/accounts/{provider}/login/callback/", {"code": "c0de", "state": taken["state"]})
