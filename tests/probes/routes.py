"""Every address of the site, read from the URL conf, with arguments that lead to a row of the world."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from allauth.account.forms import EmailAwarePasswordResetTokenGenerator
from django.urls import URLPattern, URLResolver, get_resolver

from operation.middleware import PROBES
from tests.probes.world import World

ARGUMENT = re.compile(r"\(\?P<(?P<group>\w+)>[^()]*\)|<(?:\w+:)?(?P<name>\w+)>")


ASKED_BY_MACHINES = [address.removeprefix("/") for address in PROBES]
"""What is answered before any route is looked for."""


def list_routes() -> list[str]:
    """Each route as it is written, the parts of its includes joined, in the order in which they are tried."""
    return [*ASKED_BY_MACHINES, *_walk(get_resolver().url_patterns, "")]


def _walk(patterns: Iterable[Any], before: str) -> Iterator[str]:
    for pattern in patterns:
        route = f"{before}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, route)
        else:
            assert isinstance(pattern, URLPattern)
            yield route


def find_address(route: str, world: World) -> str:
    """An address that this route answers. Fails for an argument that nobody has thought of: give it a value here."""
    return "/" + ARGUMENT.sub(lambda found: str(_choose(found["group"] or found["name"], route, world)), _plain(route))


def _plain(route: str) -> str:
    """Without the marks of a regular expression."""
    return route.replace("^", "").removesuffix("$")


def _choose(name: str, route: str, world: World) -> Any:
    rows = world.rows
    if name == "object_id" and route.startswith("admin/r/"):
        return rows["topic"].pk
    if name == "object_id":
        return rows[route.split("/")[2]].pk
    if name == "key":
        return rows["email_key"] if "confirm-email" in route else make_password_key(world)
    values = {
        "roadmap_key": world.hidden.key,
        "node_key": world.node.key,
        "topic_key": world.topic.key,
        "batch": rows["batch"],
        "id": world.ada.pk,
        "pk": rows["authenticator"].pk,
        "session_id": rows["usersession"].pk,
        "account_id": rows["socialaccount"].pk,
        "content_type_id": rows["content_type_id"],
        "run_id": rows["importrun"].pk,
        "shade": "light",
        "app_label": "roadmaps",
        "url": "nothing/there",
        "uidb36": rows["uid"],
    }
    assert name in values, f"{route}: no test knows a value for <{name}>: add one to tests/probes/routes.py"
    return values[name]


def make_password_key(world: World) -> str:
    """What a mail for a forgotten password holds. It is made late: signing in makes older ones void."""
    world.ada.refresh_from_db()
    key: str = EmailAwarePasswordResetTokenGenerator().make_token(world.ada)
    return key
