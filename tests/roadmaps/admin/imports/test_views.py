"""From a text to its plan, and to the site when it stays as it was seen."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import User
from roadmaps.models import Roadmap
from tests.clients import client_of
from tests.progress.pages import parse, read
from tests.queries import count_queries
from tests.roadmaps.admin.imports.pages import (
    AGAIN,
    APPLY,
    APPLY_PAGE,
    PLAN,
    START,
    TRAIL,
    bring_text,
    list_buttons,
    plan_text,
    tell_plan,
)
from tests.roadmaps.sync.samples import freeze_rows

pytestmark = pytest.mark.django_db


def test_the_form_says_what_it_takes(desk: Client) -> None:
    page = read(desk.get(START))

    assert page.find("h1").text == "Import a roadmap"
    assert page.list_texts("p", class_="import-hint") == [
        "A roadmap in YAML (.yaml, .yml), or text with front matter (.md, .txt), up to 2 MiB.",
        "Optional. A text without an “id:” is called after its file.",
    ]
    assert list_buttons(page) == [PLAN]


def test_a_text_becomes_a_plan_and_writes_nothing(desk: Client) -> None:
    before = freeze_rows()

    page = plan_text(desk, TRAIL)

    assert (
        page.find("p", class_="import-lede").text == "pasted.yaml, read just now. Nothing is written until you apply."
    )
    assert page.find("p", class_="import-sums").text == "7 added."
    assert tell_plan(page) == [
        (
            "add",
            [
                "+ Trail roadmap trail new roadmap",
                "+ The basics node basics new node",
                "+ More of it node more new node",
                "+ The fourth topic four in More of it, first",
                "+ The first topic one in The basics, first",
                "+ The third topic three in The basics, after The second",
                "+ The second topic two in The basics, after The first",
            ],
        )
    ]
    assert list_buttons(page) == [APPLY, AGAIN]
    assert freeze_rows() == before


def test_a_file_becomes_the_same_plan(desk: Client) -> None:
    page = read(desk.post(START, {"file": SimpleUploadedFile("other.yaml", TRAIL.encode())}))

    assert page.find("p", class_="import-lede").text.startswith("other.yaml, read just now.")
    assert page.find("p", class_="import-sums").text == "7 added."
    assert page.find("input", name="name")["value"] == "other.yaml"
    assert page.find("textarea", name="text").children == [f"\n{TRAIL}"]


def test_nothing_to_do_has_no_button(desk: Client) -> None:
    bring_text(desk, TRAIL)

    page = plan_text(desk, TRAIL)

    assert page.find("p", class_="import-lede").text == "Nothing to do: the site has all that pasted.yaml says."
    assert list_buttons(page) == [AGAIN]


def test_errors_stand_with_their_place_and_the_text_stays(desk: Client) -> None:
    text = "id: trail\ntitel: Trail\ndescription: x\nnodes: [{id: stage, title: Stage}]\n"

    page = plan_text(desk, text)

    assert page.find("h2", id="problems").text == "pasted.yaml has 1 error"
    assert page.find("ol", class_="import-problems").list_texts("li") == [
        "Line 1, column 1 A roadmap needs `title` id: trail",
        "Line 2, column 1 Warning: Unknown key 'titel' (did you mean 'title'?) titel: Trail",
    ]
    assert page.find("textarea", name="text").children == [f"\n{text}"]


def test_warnings_stand_below_the_plan(desk: Client) -> None:
    page = plan_text(desk, f"{TRAIL}colour: red\n")

    assert page.find("ol", class_="import-problems").list_texts("li") == [
        "Line 15, column 1 Warning: Unknown key 'colour' colour: red"
    ]


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"a: \x00", TRAIL.encode("utf-16"), b"\x89PNG\r\n", b""])
def test_what_is_no_text_is_told_by_the_reader(desk: Client, data: bytes) -> None:
    page = read(desk.post(START, {"file": SimpleUploadedFile("trail.yaml", data)}))

    assert page.find("h2", id="problems").text == "trail.yaml has 1 error"


@pytest.mark.parametrize(
    ("data", "error"),
    [
        ({}, "Choose a file, or paste the text of a roadmap."),
        (
            {"text": TRAIL, "file": SimpleUploadedFile("trail.yaml", b"x")},
            "Choose one: either a file or a pasted text, not both.",
        ),
    ],
)
@pytest.mark.parametrize("address", [START, APPLY_PAGE])
def test_neither_and_both_are_refused(desk: Client, data: dict[str, object], error: str, address: str) -> None:
    if address == APPLY_PAGE:
        data, error = {"text": " "}, "Choose a file, or paste the text of a roadmap."

    page = read(desk.post(address, data))

    assert page.list_texts("p", role="alert") == [error]


def test_a_text_larger_than_a_form_may_be_is_told_so(desk: Client) -> None:
    page = read(desk.post(START, {"text": "x" * (5 * 1024 * 1024 + 1)}), status=400)

    assert page.find("p", class_="note").text == "It is too large: a form may send up to 5 MiB of text."


def test_a_text_larger_than_a_file_may_be_is_told_so(desk: Client) -> None:
    page = plan_text(desk, "#" * (2 * 1024 * 1024 + 1))

    assert (
        page.find("ol", class_="import-problems")
        .list_texts("li")[0]
        .startswith("Line 1, column 1 The file is larger than 2 MiB")
    )


@pytest.mark.parametrize("address", [START, APPLY_PAGE])
def test_only_who_curates_may_import(address: str, learner: User, guest: Client) -> None:
    staff = User.objects.create(email="staff@example.org", is_staff=True)

    assert client_of(staff).post(address, {"text": TRAIL}).status_code == 403
    assert client_of(learner).post(address, {"text": TRAIL}, follow=True).status_code == 403
    assert guest.post(address, {"text": TRAIL})["Location"].startswith("/admin/login/")
    assert not Roadmap.objects.exists()


@pytest.mark.parametrize("topics", [1, 30])
def test_a_plan_asks_the_same_of_the_database_whatever_its_size(desk: Client, topics: int) -> None:
    more = "".join(f"      - {{id: topic-{number}, name: Topic {number}}}\n" for number in range(topics))
    bring_text(desk, TRAIL + more)
    changed = TRAIL + more.replace("name: Topic", "name: New")
    desk.get(START)

    # session, person, their and their groups' permissions; which roadmaps there are and were (2); their rows: roadmap
    # with its base, nodes, topics, links, former keys (5); whose marks it touches (2)
    with count_queries(13):
        answer = desk.post(START, {"text": changed})

    assert parse(answer.content.decode()).find("p", class_="import-sums").text.startswith(f"{topics} changed")
