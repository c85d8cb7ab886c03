"""A site with a row in every table: Ada's are the ones to steal."""

from __future__ import annotations

import uuid
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command

from accounts.models import User
from progress.actions.ticks import set_tick
from progress.models import Bookmark, Change, Finish, Mark, Note, OwnLink, Parting, Report, Walk
from roadmaps.editors import EDITORS, make_editors_group
from roadmaps.models import FormerKey, ImportedDocument, ImportRun, Link, Node, Roadmap, Topic
from tests.accounts.codes import give_app, read_passkey
from tests.factories import LinkFactory, MarkFactory, NodeFactory, RoadmapFactory, TopicFactory, UserFactory
from tests.probes.production import Browser

NOW = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
ROPE = Path(__file__).parent / "rope.yaml"
SECRET = "the-words-of-ada"
"""Stands in every text that is Ada's alone."""


@dataclass(frozen=True)
class World:
    """Ada walks the roadmap `rope`, and `hidden`, which was archived since; `draft` was never published."""

    ada: User
    eve: User
    editor: User
    chief: User
    rope: Roadmap
    hidden: Roadmap
    node: Node
    topic: Topic
    link: Link
    rows: MappingProxyType[str, Any]

    def copy(self) -> World:
        """The same rows, for a test to change: it may leave them in another state than the database does."""
        held = vars(self) | {"rows": dict(self.rows)}
        copied = deepcopy(held)
        return World(**copied | {"rows": MappingProxyType(copied["rows"])})

    def browsers(self) -> dict[str, Browser]:
        """Who asks, in the order of the table in access.txt."""
        people = {"guest": None, "eve": self.eve, "ada": self.ada, "editor": self.editor, "chief": self.chief}
        return {name: Browser(user) for name, user in people.items()}


def make_world() -> World:
    make_editors_group(apps)
    ada = make_person("ada@example.org", "Ada")
    editor = make_person("edith@example.org", "Edith", is_staff=True)
    editor.groups.add(Group.objects.get(name=EDITORS))
    chief = make_person("chief@example.org", "Chief", is_staff=True, is_superuser=True)
    call_command("import_roadmaps", ROPE, verbosity=0)
    rope, hidden, draft = Roadmap.objects.get(), make_roadmap("hidden"), make_roadmap("draft")
    topics = {topic.roadmap.key: topic for topic in Topic.objects.select_related("node", "roadmap")}
    topic = topics["hidden"]
    for each in (topics["rope"], topic):
        give_rows(ada, each)
    for person in (editor, chief):  # the admin asks staff for a second factor
        give_app(person)
    rows = give_site_rows(ada, editor, topics["rope"])
    Roadmap.objects.filter(pk=hidden.pk).update(status=Roadmap.Status.ARCHIVED)
    Roadmap.objects.filter(pk=draft.pk).update(status=Roadmap.Status.DRAFT)
    eve = make_person("eve@example.org", "Eve")
    link = topics["rope"].links.get()
    return World(ada, eve, editor, chief, rope, hidden, topic.node, topic, link, MappingProxyType(rows))


def make_person(email: str, name: str, **rights: bool) -> User:
    """Somebody whose address is confirmed, as it has to be where there is mail."""
    person = UserFactory.create(email=email, display_name=name, **rights)
    EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    return person


def make_roadmap(key: str) -> Roadmap:
    roadmap = RoadmapFactory.create(key=key, title=key.title(), featured=True)
    node = NodeFactory.create(roadmap=roadmap, key="start", title=f"Start of {key}")
    topic = TopicFactory.create(node=node, key="knots", name=f"Knots of {key}", takeaways=["Tie a bowline"])
    LinkFactory.create(topic=topic, url="https://example.org/knots")
    return roadmap


def give_rows(ada: User, topic: Topic) -> None:
    """Of everything that a learner can leave at a topic, one."""
    MarkFactory.create(user=ada, topic=topic, status="done", finished_at=NOW, evidence=f"https://example.org/{SECRET}")
    Change.objects.create(user=ada, topic=topic, before="todo", after="done", cause="mark")
    Note.objects.create(user=ada, topic=topic, text=f"Note: {SECRET}", folded=f"note: {SECRET}")
    OwnLink.objects.create(user=ada, topic=topic, title=f"Own: {SECRET}", url=f"https://example.org/own/{SECRET}")
    Report.objects.create(user=ada, topic=topic, kind="problem", text=f"Report: {SECRET}")
    Parting.objects.create(user=ada, topic=topic)
    Bookmark.objects.create(user=ada, roadmap=topic.roadmap, topic=topic)
    Bookmark.objects.create(user=ada, roadmap=topic.roadmap)
    Finish.objects.create(user=ada, roadmap=topic.roadmap, node=topic.node, topics=[topic.key])
    Walk.objects.create(user=ada, roadmap=topic.roadmap, why=f"Why: {SECRET}")
    set_tick(user=ada, topic=topic, kind="takeaway", target="Tie a bowline", on=True)


def give_site_rows(ada: User, editor: User, topic: Topic) -> dict[str, Any]:
    """Rows that no learner makes, and what the addresses of the site name: by the argument's or the model's name."""
    FormerKey.objects.create(roadmap=topic.roadmap, key="cord")
    kind = ContentType.objects.get_for_model(Topic)
    LogEntry.objects.create(
        user=editor, content_type=kind, object_id=str(topic.pk), object_repr="Knots", action_flag=CHANGE
    )
    address = EmailAddress.objects.get(user=ada)
    firsts = {model: model.objects.earliest("pk") for model in (Mark, Change, Report)}
    return {
        **{model._meta.model_name or "": row for model, row in firsts.items()},
        "group": Group.objects.get(name=EDITORS),
        "user": ada,
        "usersession": UserSession.objects.create(user=ada, ip="192.0.2.1", session_key="ada", user_agent="Firefox"),
        "authenticator": Authenticator.objects.create(user=ada, type="webauthn", data=read_passkey()),
        "socialaccount": SocialAccount.objects.create(
            user=ada, provider="github", uid="1", extra_data={"login": "ada"}
        ),
        "roadmap": topic.roadmap,
        "node": topic.node,
        "topic": topic,
        "link": topic.links.get(),
        "importrun": ImportRun.objects.get(),
        "importeddocument": ImportedDocument.objects.get(),
        "emailaddress": address,
        "content_type_id": kind.pk,
        "batch": Change.objects.filter(user=ada).earliest("pk").batch,
        "unknown_batch": uuid.UUID(int=7),
        "email_key": EmailConfirmationHMAC(address).key,
        "uid": user_pk_to_url_str(ada),
    }
