"""Hostile words in every text of the site, and what a page must never make of them.

A text is a field of a model that takes free words. Each is listed in PLANTED with the longest it takes, or in PLAIN
with why no person's words get there; a new field is in neither, and fails the probes until it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import F

from progress.models import Note
from roadmaps.models import Link, Node, Roadmap, Topic
from tests.probes.world import World

ATTACKS = (
    "\"><pwned pwned=1>'><pwned/pwned='1'>",
    "<script>alert(1)</script><img src=x onerror=alert(2)>",
    "PW{{7*7}}PW{%debug%}${7*7}",
    '</script></textarea></title></style><svg onload=alert(3)><iframe srcdoc="<pwned>">',
    "[a](javascript:alert(4)) ![b](data:text/html,<script>alert(5)</script>) <javascript:alert(6)>",
    '[c](https://example.org/" pwned="1) [d]: vbscript:pwned "onmouseover=alert(7)"',
    "'; DROP TABLE accounts_user; -- \\' \\",
    '=cmd|"/C calc"!A1 @SUM(1) +1 -1',
    "&lt;pwned&gt; &#60;pwned&#62; &#106;avascript:alert(8) ]]> --> <!--",
    "\u2028alert(9)//\u2029 \u202eevil\u202c \u2066 \ufeff \x7f \x1b[31m",
)
URL = "https://example.org/{}'pwned='1'/?a={{{{7*7}}}}&b=%22%3E%3Cpwned%3E&javascript:alert(1)"
"""An address as people may keep them: no quote that ends an attribute, no bracket, no space gets in."""

LINE, TEXT = 500, 20_000
PLANTED: dict[str, int | str] = {
    "accounts.User.display_name": 80,
    "progress.Mark.evidence": "url",
    "progress.Note.text": TEXT,
    "progress.OwnLink.title": LINE,
    "progress.OwnLink.url": "url",
    "progress.Report.text": TEXT,
    "progress.Report.url": "url",
    "progress.Walk.why": LINE,
    "roadmaps.Roadmap.title": LINE,
    "roadmaps.Roadmap.description": TEXT,
    "roadmaps.Roadmap.image": "url",
    "roadmaps.Roadmap.tags": "list",
    "roadmaps.Roadmap.discuss": "url",
    "roadmaps.Roadmap.body": TEXT,
    "roadmaps.Node.title": LINE,
    "roadmaps.Node.description": TEXT,
    "roadmaps.Node.url": "url",
    "roadmaps.Topic.name": LINE,
    "roadmaps.Topic.description": TEXT,
    "roadmaps.Topic.duration": LINE,
    "roadmaps.Topic.prerequisites": "list",
    "roadmaps.Topic.takeaways": "list",
    "roadmaps.Topic.code_snippet": TEXT,
    "roadmaps.Topic.code_language": 40,
    "roadmaps.Topic.video_url": "url",
    "roadmaps.Topic.questions": "questions",
    "roadmaps.Link.title": LINE,
    "roadmaps.Link.url": "url",
    "roadmaps.ImportedDocument.path": LINE,
    "roadmaps.ImportRun.message": TEXT,
    "roadmaps.ImportRun.files": "list",
    "roadmaps.ImportRun.lines": "list",
    "roadmaps.RunDocument.path": LINE,
    "usersessions.UserSession.user_agent": 200,
    "socialaccount.SocialAccount.extra_data": "account",
    "admin.LogEntry.object_repr": 200,
    "auth.Group.name": 150,
}
KEYS = "a key: letters, digits and hyphens"
MADE = "written by the code alone"
PLAIN = {
    **dict.fromkeys(
        ("roadmaps.Roadmap.key", "roadmaps.Node.key", "roadmaps.Topic.key", "roadmaps.FormerKey.key"), KEYS
    ),
    **dict.fromkeys(("roadmaps.Node.depends_on", "roadmaps.Topic.same_as", "progress.Finish.topics"), KEYS),
    **dict.fromkeys(
        (
            "accounts.User.password",
            "accounts.User.time_zone",
            "accounts.User.language",
            "progress.Tick.digest",
            "roadmaps.ImportedDocument.digest",
            "roadmaps.ImportedDocument.former_status",
            "roadmaps.ImportRun.counts",
            "roadmaps.ImportRun.options",
            "account.EmailConfirmation.key",
            "mfa.Authenticator.data",
            "usersessions.UserSession.session_key",
            "usersessions.UserSession.data",
            "admin.LogEntry.object_id",
            "admin.LogEntry.change_message",
            "auth.Permission.name",
            "auth.Permission.codename",
        ),
        MADE,
    ),
    **dict.fromkeys(
        (f"{label}.folded" for label in ("roadmaps.Roadmap", "roadmaps.Node", "roadmaps.Topic", "roadmaps.Link")),
        "for search, shown nowhere",
    ),
    "progress.Note.folded": "for search, shown nowhere",
    "accounts.User.email": "an address of mail: tests/probes/test_injection.py sends hostile ones to the forms",
    "account.EmailAddress.email": "likewise",
    "accounts.User.handle": "letters and digits; no page shows it yet but the admin",
    "roadmaps.Roadmap.language": "a tag of a language, held by a constraint",
    "progress.Tick.target": "the words of a takeaway or link, planted there",
    "roadmaps.ImportedDocument.document": "what a file said, planted as content; the admin shows it as text",
    "roadmaps.ImportedDocument.gone": "likewise",
    "roadmaps.ImportRun.problems": "told by `lines` and `message`",
    "roadmaps.ImportRun.changes": "told by `lines`",
    **dict.fromkeys((f"roadmaps.RunDocument.{name}" for name in ("before", "after", "old_base")), "kept for undoing"),
}
PLAIN |= dict.fromkeys(
    (
        "socialaccount.SocialAccount.provider", "socialaccount.SocialAccount.uid", "socialaccount.SocialToken.token",
        "socialaccount.SocialToken.token_secret", *(f"socialaccount.SocialApp.{name}" for name in (
            "client_id", "key", "name", "provider", "provider_id", "secret", "settings")),
    ),
    "of the sites to sign in through, which are known by the settings; no row of an app or a token is ever kept",
)  # fmt: skip
HOLDS_WORDS = (models.CharField, models.TextField, models.JSONField)


def list_text_fields() -> list[str]:
    """`app.Model.field` of everything in the database that could hold words."""
    return [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model._meta.app_label not in ("contenttypes", "sessions")
        for field in model._meta.concrete_fields
        if isinstance(field, HOLDS_WORDS) and not field.choices
    ]


def name_marker(field: str) -> str:
    """A word that tells on a page which field its words come from."""
    return f"q{list(PLANTED).index(field)}q"


def write_hostile(marker: str, most: int) -> str:
    """As many attacks as fit into so many characters, the worst first."""
    text = marker
    for attack in ATTACKS:
        if len(text) + len(attack) < most:
            text += f" {attack}"
    return text


def make_value(field: str) -> Any:
    kind, marker = PLANTED[field], name_marker(field)
    if isinstance(kind, int):
        return write_hostile(marker, kind)
    if kind == "url":
        return URL.format(marker)
    if kind == "account":
        return {"login": write_hostile(marker, LINE)}
    if kind == "list":
        return [write_hostile(marker, LINE), f"{marker} {ATTACKS[0]}"]
    return [{"ask": write_hostile(marker, LINE), "answer": write_hostile(marker, TEXT)}]


def plant(world: World) -> None:
    """Hostile words into every row: past forms and files, which would refuse some of them."""
    for field in PLANTED:
        label, _, name = field.rpartition(".")
        model = apps.get_model(label)
        for row in model._base_manager.all():
            value = make_value(field)
            if field == "auth.Group.name":  # is unique, and gives editors their rights: another one
                model._base_manager.get_or_create(name=value)
                break
            model._base_manager.filter(pk=row.pk).update(**{name: value})
    for model in (Roadmap, Node, Topic, Link, Note):  # what search looks at, so that it finds them
        model._default_manager.update(folded="pwned")
    Roadmap.objects.update(revision=F("revision") + 1)


def list_born(tags: Iterator[tuple[str, dict[str, str]]]) -> list[str]:
    """What of a page's elements came from a text: none of ours has such a name, handler, address or frame."""
    found = []
    for tag, attributes in tags:
        handlers = [name for name in attributes if name.startswith("on") or "pwned" in name or '"' in name]
        leads = [attributes.get(name, "") for name in ("href", "src", "action", "formaction", "data", "xlink:href")]
        bad = [lead for lead in leads if lead.strip().lower().startswith(("javascript:", "vbscript:", "data:text"))]
        is_inline = tag == "script" and "src" not in attributes and attributes.get("type") != "application/json"
        is_foreign = tag in ("pwned", "iframe", "object", "embed", "base", "style", "math") or is_inline
        is_picture = tag == "img" and not leads[1].startswith(("/static/", "data:image/"))
        if handlers or bad or is_foreign or is_picture:
            found.append(f"<{tag} {attributes}>")
    return found
