"""The page of results and the list under the field in the bar."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from accounts.models import User
from progress.actions.notes import save_note
from roadmaps.models import Topic
from tests.clients import client_of
from tests.factories import LinkFactory, MarkFactory, TopicFactory

HTMX = {"hx-request": "true"}


def read(client: Client, text: str, **headers: str) -> str:
    response = client.get("/search/", {"q": text}, headers=headers)
    assert response.status_code == 200
    return response.content.decode()


def list_names(page: str) -> list[str]:
    names = re.findall(r'class="hit-name"[^>]*>(.*?)</span>', page)
    return [name.replace("<mark>", "[").replace("</mark>", "]") for name in names]


def test_a_page_of_results_with_marks_place_and_status(topics: list[Topic], learner: User) -> None:
    MarkFactory.create(user=learner, topic=topics[1], status="learning")
    page = read(client_of(learner), "spl")
    assert list_names(page) == ["[Spl]ices"]
    assert "Topic · Learning · <span>Rope work › Start</span>" in page
    assert "1 result" in page
    assert 'value="spl"' in page


def test_a_fragment_holds_the_list_alone(topics: list[Topic], guest: Client) -> None:
    for number in range(9):
        TopicFactory.create(node=topics[0].node, name=f"Bight {number}")
    short = read(guest, "bight", **HTMX)
    assert "<html" not in short
    assert (len(list_names(short)), "All results" in short) == (8, True)
    whole = read(guest, "bight", **HTMX, **{"hx-target": "results"})
    assert "<html" not in whole
    assert (len(list_names(whole)), "All results" in whole) == (9, False)
    assert "Nothing found" in read(guest, "zzzz", **HTMX)
    assert "Type a letter" in read(guest, "%", **HTMX)
    assert read(guest, "", **HTMX).strip() == ""


def test_a_link_says_its_host_and_a_note_its_text(topics: list[Topic], learner: User) -> None:
    LinkFactory.create(topic=topics[0], title="The <b>book</b>", url="https://www.books.example.org/knots")
    text = "# Rules\n\n" + "word " * 60 + "then **turn** [here](https://e.org) <script>alert(1)</script>"
    save_note(user=learner, topic=topics[0], text=text, version=0)
    page = read(client_of(learner), "book")
    assert list_names(page) == ["The &lt;b&gt;[book]&lt;/b&gt;"]
    assert "Link · books.example.org · <span>Rope work › Start › Knots</span>" in page
    page = read(client_of(learner), "turn")
    assert "Your note" in page
    assert "word then <mark>turn</mark> here &lt;script&gt;alert(1)&lt;/script&gt;</p>" in page
    assert "…word" in page


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Finds roadmaps, their stages, topics and links. The beginning of a word is enough."),
        ("   ", "Finds roadmaps, their stages, topics and links. The beginning of a word is enough."),
        ("%_%", "Type a letter or a digit"),
        ("zzzz", "Nothing here has words that begin like “zzzz”."),
        ("a" * 10_000, "only the first 200 characters were searched for"),
        ("\0", "Finds roadmaps"),
        ("kn\0ots", "Nothing here has words"),
        ("\u202eknots", "1 result"),
        ("<script>", "Nothing here has words that begin like “&lt;script&gt;”."),
    ],
)
def test_whatever_is_typed_is_answered(topics: list[Topic], guest: Client, text: str, said: str) -> None:
    assert said in read(guest, text)


def test_bytes_that_are_no_text_are_answered(topics: list[Topic], guest: Client) -> None:
    assert guest.get("/search/?q=%ED%A0%80%FFknots").status_code == 200


def test_whoever_is_signed_in_is_told_that_notes_are_found(learner: User) -> None:
    assert "and your own notes. The beginning" in read(client_of(learner), "")


def test_it_is_only_read(guest: Client) -> None:
    assert guest.post("/search/").status_code == 405


def test_many_results_say_so(topics: list[Topic], guest: Client) -> None:
    for number in range(51):
        TopicFactory.create(node=topics[0].node, name=f"Bight {number}")
    page = read(guest, "bight")
    assert len(list_names(page)) == 50
    assert "The best 50 results are shown" in page


class TestOnATrail:
    def rows(self, page: str) -> list[str]:
        found = re.findall(r'data-topic="([^"]+)" data-status="[a-z]+" (hidden )?', page)
        return [key for key, hidden in found if not hidden]

    def test_what_does_not_fit_is_hidden(self, topics: list[Topic], guest: Client) -> None:
        page = guest.get("/roadmaps/rope/", {"q": "SPLI"}).content.decode()
        assert self.rows(page) == ["splices"]
        assert re.findall(r'data-node="([^"]+)" hidden', page) == ["ship"]
        assert "Topics shown: 1" in page
        assert re.search(r"data-sift-none hidden", page)

    def test_it_goes_together_with_the_other_filters(self, topics: list[Topic], learner: User) -> None:
        MarkFactory.create(user=learner, topic=topics[0], status="done")
        page = client_of(learner).get("/roadmaps/rope/", {"q": "knots", "status": "todo"}).content.decode()
        assert (self.rows(page), 'data-topic="knots"' in page) == ([], False)
        assert '<input type="hidden" name="status" value="todo">' in page
        assert "?status=done&amp;q=knots" in page

    def test_nothing_fits(self, topics: list[Topic], guest: Client) -> None:
        for text in ("zzzz", "%"):
            page = guest.get("/roadmaps/rope/", {"q": text}).content.decode()
            assert self.rows(page) == []
            assert re.search(r"data-sift-none>No topic here", page)
