"""Nothing fails unseen."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from roadmaps.admin.imports.alarm import find_stopped
from roadmaps.models import ImportRun
from tests.clients import client_of
from tests.progress.pages import read
from tests.queries import count_queries
from tests.roadmaps.admin.imports.pages import LIST, START, record_page
from tests.roadmaps.admin.imports.test_runs import make_run

pytestmark = pytest.mark.django_db

INDEX = "/admin/"


def find_banner(client: Client) -> list[str]:
    return read(client.get(INDEX)).list_texts("section", class_="is-stopped")


def test_a_run_that_was_stopped_stands_on_the_first_page(desk: Client) -> None:
    run = make_run(outcome="conflict", message="1 conflict. Nothing written.")

    banner = read(desk.get(INDEX)).find("section", class_="is-stopped")

    assert banner.text == (
        "The last import was stopped Stopped: conflicts (May 1, 2026, noon, command line). "
        "1 conflict. Nothing written. See what happened"
    )
    assert banner.list_links() == [("See what happened", record_page(run))]


@pytest.mark.parametrize("outcome", sorted(ImportRun.STOPPED))
def test_every_way_to_stop_is_seen_until_a_run_succeeds(outcome: str) -> None:
    make_run()
    assert find_stopped() is None

    stopped = make_run(outcome=outcome)
    assert find_stopped() == stopped

    make_run(outcome="done")
    assert find_stopped() is None


@pytest.mark.parametrize("origin", ["admin", "undo"])
@pytest.mark.parametrize("outcome", ["stale", "busy", "conflict", "guarded"])
def test_what_was_told_at_once_is_no_news(origin: str, outcome: str) -> None:
    make_run(outcome=outcome, origin=origin)
    assert find_stopped() is None

    failed = make_run(outcome="failed")
    make_run(outcome=outcome, origin=origin)
    assert find_stopped() == failed


@pytest.mark.parametrize("origin", ["admin", "undo"])
def test_what_failed_is_news_wherever_it_began(origin: str) -> None:
    failed = make_run(outcome="failed", origin=origin)

    assert find_stopped() == failed


def test_the_first_page_leads_to_the_import(desk: Client) -> None:
    ways = read(desk.get(INDEX)).find("p", class_="import-ways")

    assert ways.list_links() == [("Import a roadmap", START), ("All imports", LIST)]
    assert find_banner(desk) == []


def test_who_does_not_curate_sees_nothing_of_it() -> None:
    make_run(outcome="failed")
    staff = client_of(User.objects.create(email="staff@example.org", is_staff=True))

    assert find_banner(staff) == []
    assert read(staff.get(INDEX)).list_all("p", class_="import-ways") == []


def test_the_first_page_asks_once_for_the_last_run(desk: Client) -> None:
    make_run(outcome="failed")
    desk.get(INDEX)

    # session, person, their and their groups' permissions; the last run; open reports; recent actions
    with count_queries(7):
        desk.get(INDEX)
