"""Fields that a form does not have change nothing: not rights, not owners, not what others have."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.account.models import EmailAddress

from accounts.models import User
from progress.models import Bookmark, Mark, Note, OwnLink, Report, Tick, Walk
from roadmaps.models import ImportRun, Roadmap
from tests.factories import PASSWORD
from tests.probes.production import Browser
from tests.probes.test_csrf import read_rows
from tests.probes.world import World

pytestmark = pytest.mark.django_db

SHEET = "/roadmaps/rope/start/knots/"
PERSON = ("id", "password", "email", "is_staff", "is_superuser", "is_active", "date_joined", "handle")


def list_extras(world: World) -> dict[str, Any]:
    """What a greedy form adds: rights, another owner, another row, states that are not its matter."""
    return {
        "id": world.ada.pk, "pk": world.ada.pk, "user": world.ada.pk, "user_id": world.ada.pk, "person": world.ada.pk,
        "email": "ada@example.org", "verified": "on", "primary": "on", "handle": "root", "is_active": "",
        "is_staff": "on", "is_superuser": "on", "groups": "1", "user_permissions": "1", "last_login": "2020-01-01",
        "topic": world.topic.pk, "topic_id": world.topic.pk, "roadmap": world.hidden.pk, "roadmap_id": world.hidden.pk,
        "revise": "1", "evidence": "https://evil.example/", "started_at": "2020-01-01", "finished_at": "2020-01-01",
        "state": "settled", "settled_at": "2020-01-01", "created_at": "2020-01-01", "at": "2020-01-01",
        "before": "done", "cause": "undo", "batch": str(world.rows["batch"]), "digest": "0", "folded": "x",
        "position": "7", "retired": "on", "featured": "on", "revision": "99", "key": "stolen",
    }  # fmt: skip


def read_others(world: World) -> dict[str, list[dict[str, Any]]]:
    """Every row that is not Eve's."""
    rows = read_rows()
    return {
        label: [
            row for row in found if world.eve.pk not in (row.get("user_id"), label == "accounts.User" and row["id"])
        ]
        for label, found in rows.items()
    }


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        (f"{SHEET}mark/", {"status": "learning"}),
        (f"{SHEET}note/", {"text": "mine", "version": "0"}),
        (f"{SHEET}own-links/", {"url": "https://example.org/mine", "title": "Mine"}),
        (f"{SHEET}tick/", {"kind": "takeaway", "target": "Tie a bowline", "on": "1"}),
        (f"{SHEET}report/", {"kind": "problem", "text": "A word is wrong.", "url": ""}),
        (f"{SHEET}bookmark/", {"on": "1"}),
        (f"{SHEET}part/", {"on": "1"}),
        (f"{SHEET}revise/", {"on": "1"}),
        ("/roadmaps/rope/-/bookmark/", {"on": "1"}),
        ("/roadmaps/rope/-/why/", {"why": "To tie things."}),
        ("/roadmaps/rope/start/-/done-all/", {}),
        ("/roadmaps/rope/-/reset/", {}),
        ("/reset/", {}),
        ("/settings/theme/", {"theme": "dark"}),
        ("/settings/language/", {"language": "de"}),
        ("/settings/shortcuts/", {"shortcuts": "off"}),
        (
            "/settings/",
            {"display_name": "Eve B", "theme": "dark", "time_zone": "UTC", "language": "", "shortcuts": "on"},
        ),
    ],
)
def test_a_greedy_form_moves_only_ones_own(world: World, path: str, fields: dict[str, str]) -> None:
    browser = Browser(world.eve)
    world.eve.refresh_from_db()
    before, person = read_others(world), User.objects.filter(pk=world.eve.pk).values(*PERSON).get()

    answer = browser.post(path, {**list_extras(world), **fields})

    assert answer.status_code in (200, 302)
    assert read_others(world) == before
    assert User.objects.filter(pk=world.eve.pk).values(*PERSON).get() == person
    for model in (Mark, Note, OwnLink, Tick, Report):
        assert set(model._default_manager.filter(user=world.eve).values_list("topic__roadmap__key", flat=True)) <= {
            "rope"
        }
    for kept in (Walk, Bookmark):
        assert set(kept._default_manager.filter(user=world.eve).values_list("roadmap__key", flat=True)) <= {"rope"}


def test_what_the_form_says_of_itself_is_not_believed(world: World) -> None:
    browser = Browser(world.eve)

    browser.post(f"{SHEET}report/", {**list_extras(world), "kind": "problem", "text": "A word is wrong.", "url": ""})
    browser.post(f"{SHEET}mark/", {**list_extras(world), "status": "learning"})

    report = Report.objects.get(user=world.eve)
    assert (report.state, report.settled_at, report.topic.roadmap) == ("open", None, world.rope)
    mark = Mark.objects.get(user=world.eve)
    assert (mark.status, mark.revise, mark.evidence, mark.finished_at) == ("learning", False, "", None)


def test_who_signs_up_has_no_rights(world: World) -> None:
    extras = {name: value for name, value in list_extras(world).items() if name != "email"}

    Browser().post("/accounts/signup/", {**extras, "email": "new@example.org", "password1": PASSWORD})

    person = User.objects.get(email="new@example.org")
    rights = (person.is_staff, person.is_superuser, person.is_active, person.handle)
    assert rights == (False, False, True, None)
    assert (person.groups.count(), person.user_permissions.count()) == (0, 0)
    assert list(EmailAddress.objects.filter(user=person).values_list("email", "verified")) == [
        ("new@example.org", False)
    ]


def test_a_new_address_is_not_verified_by_saying_so(world: World) -> None:
    fields = {"email": "eve-2@example.org", "action_add": "", "verified": "on", "primary": "on", "user": world.ada.pk}

    browser = Browser(world.eve)
    browser.post("/accounts/reauthenticate/", {"password": PASSWORD})
    browser.post("/accounts/email/", fields)

    addresses = EmailAddress.objects.filter(user=world.eve).order_by("pk").values_list("email", "verified")
    assert list(addresses) == [("eve@example.org", True), ("eve-2@example.org", False)]
    assert User.objects.get(pk=world.eve.pk).email == "eve@example.org"


def test_an_editor_makes_no_editor(world: World) -> None:
    browser = Browser(world.editor)
    before = list(User.objects.order_by("pk").values(*PERSON))

    for path in (
        "/admin/accounts/user/add/",
        f"/admin/accounts/user/{world.editor.pk}/change/",
        "/admin/auth/group/add/",
    ):
        assert browser.post(path, {**list_extras(world), "name": "kings"}).status_code == 403

    assert list(User.objects.order_by("pk").values(*PERSON)) == before


def test_an_editor_writes_no_field_that_the_form_only_shows(world: World) -> None:
    report = Report.objects.filter(user=world.ada).earliest("pk")
    run = ImportRun.objects.get()
    browser = Browser(world.editor)

    browser.post(f"/admin/progress/report/{report.pk}/change/", {**list_extras(world), "text": "x", "kind": "broken"})
    browser.post(f"/admin/roadmaps/importrun/{run.pk}/change/", {"outcome": "failed", "message": "x", "editor": "1"})
    browser.post(f"/admin/roadmaps/roadmap/{world.rope.pk}/change/", {"key": "stolen", "revision": "99"})

    after = Report.objects.get(pk=report.pk)
    assert (after.text, after.kind, after.user) == (report.text, report.kind, world.ada)
    assert (run.outcome, run.message) == (ImportRun.objects.get().outcome, ImportRun.objects.get().message)
    assert Roadmap.objects.get(pk=world.rope.pk).key == "rope"
