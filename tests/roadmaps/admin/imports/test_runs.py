"""The records of imports: one, and the list of all."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from accounts.models import User
from roadmaps.models import ImportRun
from tests.clients import client_of
from tests.progress.pages import read
from tests.queries import count_queries
from tests.roadmaps.admin.imports.pages import LIST, TRAIL, bring_text, record_page
from tests.roadmaps.admin.pages import read_cells

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


def make_run(**values: object) -> ImportRun:
    """A run of the command line that found nothing to do."""
    times = {"started_at": NOON, "finished_at": NOON + timedelta(seconds=75)}
    return ImportRun.objects.create(**{"origin": "command", "outcome": "unchanged", **times, **values})


def read_facts(client: Client, run: ImportRun) -> dict[str, str]:
    facts = read(client.get(record_page(run))).find("dl", class_="facts")
    return {fact.find("dt").text: fact.find("dd").text for fact in facts.list_all("div")}


def test_a_record_says_who_when_what_and_what_came_of_it(desk: Client, editor: User) -> None:
    run = bring_text(desk, TRAIL)
    ImportRun.objects.update(started_at=NOON, finished_at=NOON)

    page = read(desk.get(record_page(run)))

    assert read_facts(desk, run) == {
        "Who": "Edith",
        "When": "May 1, 2026, noon, under a second",
        "From": "admin",
        "Changes": "7 added",
        "Roadmaps": "Trail",
        "Files": "pasted.yaml",
    }
    assert page.find("p", class_="import-note").text == "Done. 7 added. Written."
    assert page.find("ul", class_="changes").list_texts("li")[:3] == [
        "roadmap trail pasted.yaml",
        '+ trail roadmap "Trail"',
        '+ basics node "The basics"',
    ]
    assert [text for text, _ in page.find("p", class_="is-last").list_links()] == ["Undo this import", "All imports"]


def test_a_record_of_the_command_line_says_what_stopped_it(desk: Client) -> None:
    run = make_run(
        outcome="refused",
        message="1 error. Nothing written.",
        files=[f"/srv/{number}.yaml" for number in range(11)],
        problems=["/srv/1.yaml:1:1: error: the file is empty"],
        lines=["... and 3 more"],
        options={
            "on_conflict": "keep",
            "choices": {"trail:topic/one/name//": "take", "trail:topic/two///": "keep"},
            "as_new": ["three", "trail/four"],
            "allow_retire": 0,
            "prune": ["/srv"],
        },
    )

    page, facts = read(desk.get(record_page(run))), read_facts(desk, run)

    assert (facts["Who"], facts["When"]) == ("nobody signed in", "May 1, 2026, noon, 75 seconds")
    assert facts["Files"].startswith("11/srv/0.yaml/srv/1.yaml")
    assert page.find("dl", class_="facts").list_all("dd")[-1].list_texts("li") == [
        "In conflicts the site wins.",
        "The file wins: trail:topic/one/name",
        "The site wins: trail:topic/two",
        "Really new: three, trail/four",
        "Topics it may retire: 0",
        "Roadmaps without a file are archived: /srv",
    ]
    assert page.find("p", class_="is-stopped").text == ("Stopped: the files have errors. 1 error. Nothing written.")
    assert page.find("ul", class_="lines").list_texts("li") == run.problems
    assert page.find("ul", class_="changes").list_texts("li") == run.lines
    assert [text for text, _ in page.find("p", class_="is-last").list_links()] == ["All imports"]


def test_a_record_says_that_the_file_wins(desk: Client) -> None:
    assert read_facts(desk, make_run(options={"on_conflict": "take"}))["Asked for"] == "In conflicts the file wins."


def test_a_record_leads_to_its_undos_and_back(desk: Client) -> None:
    run = bring_text(desk, TRAIL)
    make_run(undone=run, outcome="busy", origin="undo")
    undo = make_run(undone=run, outcome="done", origin="undo")

    assert read_facts(desk, run)["Taken back by"] == "2026-05-01 12:00 done"
    assert read_facts(desk, undo)["Takes back"] == str(run)


def test_a_record_asks_the_same_of_the_database_whatever_it_holds(desk: Client) -> None:
    small, large = make_run(), bring_text(desk, TRAIL)
    make_run(undone=large, outcome="done")
    desk.get(record_page(large))  # takes its message away

    for run in (small, large):
        with count_queries(7):  # session, person, their and their groups' permissions; run, its roadmaps, its undos
            desk.get(record_page(run))


@pytest.mark.parametrize("key", ["999", "none", "1_0"])
def test_there_is_no_record_of_what_never_was(desk: Client, key: str) -> None:
    assert desk.get(f"{LIST}{key}/change/").status_code == 404


def test_nobody_writes_a_record(superuser_desk: Client) -> None:
    run = make_run()

    assert superuser_desk.get(f"{LIST}add/").status_code == 403
    assert superuser_desk.post(f"{LIST}{run.pk}/delete/", {"post": "yes"}).status_code == 403
    superuser_desk.post(record_page(run), {"message": "Another"})
    run.refresh_from_db()
    assert run.message == ""


def test_only_who_curates_sees_records(learner: User, guest: Client) -> None:
    page = record_page(make_run())
    staff = User.objects.create(email="staff@example.org", is_staff=True)

    assert [client_of(staff).get(address).status_code for address in (page, LIST)] == [403, 403]
    assert client_of(learner).get(page, follow=True).status_code == 403
    assert guest.get(page)["Location"].startswith("/admin/login/")


def test_the_list_shows_the_newest_first(desk: Client, editor: User) -> None:
    make_run(files=["/srv/roadmaps/one.yaml", "two.yaml", "three.yaml", "four.yaml"])
    make_run(origin="admin", outcome="done", editor=editor, files=["one.yaml"], counts={"retire": 1, "add": 2})

    assert read_cells(desk.get(LIST)) == [
        [str(NOON), "done", "admin", "Edith", "one.yaml", "2 added, 1 retired"],
        [str(NOON), "unchanged", "command", "None", "one.yaml, two.yaml, three.yaml, …", ""],
    ]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"outcome__exact": "done"}, 1),
        ({"outcome__exact": "failed"}, 0),
        ({"origin__exact": "admin"}, 1),
        ({"q": "trail"}, 1),
        ({"q": "stumbled"}, 1),
        ({"q": "nothing like it"}, 0),
    ],
)
def test_the_list_is_filtered_and_searched(desk: Client, query: dict[str, str], found: int) -> None:
    bring_text(desk, TRAIL)
    make_run(message="It stumbled.")

    assert len(read_cells(desk.get(LIST, query))) == found


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_the_same_of_the_database_whatever_its_length(desk: Client, number: int) -> None:
    for _ in range(number):
        bring_text(desk, TRAIL.replace("id: trail", f"id: trail-{ImportRun.objects.count()}"))
    desk.get(LIST)

    # session, person, their and their groups' permissions; the count, the runs, the editors to
    # filter by (2)
    with count_queries(8):
        desk.get(LIST)


def test_the_lists_lead_to_the_import(desk: Client) -> None:
    for address in (LIST, "/admin/roadmaps/roadmap/"):
        links = read(desk.get(address)).find("ul", class_="object-tools").list_links()
        assert links[0] == ("Import a roadmap", "/admin/roadmaps/importrun/new/")
