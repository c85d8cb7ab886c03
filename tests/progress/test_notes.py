"""Saving notes: over the version they were made from, never over another, and what is refused stays in the field."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from progress.actions.notes import LongNoteError, StaleNoteError, save_note
from progress.models import Note
from roadmaps.models import Roadmap, Topic
from tests.clients import client_of
from tests.factories import MarkFactory
from tests.progress.pages import Answer, Element, read
from tests.progress.presses import HTMX, list_toasts

ADDRESS = "/roadmaps/rope/start/knots/"


def write(client: Client, text: str, version: int | str = 0, *, htmx: bool = False, **data: str) -> Answer:
    headers = HTMX if htmx else {}
    return client.post(f"{ADDRESS}note/", {"text": text, "version": str(version)} | data, headers=headers)


def list_notes() -> list[tuple[str, str]]:
    return list(Note.objects.order_by("id").values_list("user__display_name", "text"))


def version() -> int:
    return Note.objects.get().version


def problem_of(page: Element) -> str:
    return page.find("span", "data-note-said").text


def field_of(page: Element) -> str:
    """What stands in the field, as it was typed; a parser drops the first line end."""
    return "".join(str(part) for part in page.find(id="sheet-note").find("textarea", name="text").children)[1:]


class TestSaveNote:
    @pytest.fixture
    def topic(self, topics: list[Topic]) -> Topic:
        return topics[0]

    def test_it_is_kept_and_folded_and_its_version_rises(self, learner: User, topic: Topic) -> None:
        first = save_note(user=learner, topic=topic, text="Crème\r\nbrûlée", version=0)
        assert first
        assert (first.text, first.folded) == ("Crème\nbrûlée", "creme brulee")
        second = save_note(user=learner, topic=topic, text="Flan", version=first.version)
        stored = Note.objects.get()
        assert second
        assert (stored.text, stored.folded, stored.version) == ("Flan", "flan", second.version)
        assert second.version == stored.version
        assert stored.updated_at > stored.created_at

    def test_an_empty_text_lets_it_go(self, learner: User, topic: Topic) -> None:
        save_note(user=learner, topic=topic, text="Flan", version=0)
        assert save_note(user=learner, topic=topic, text=" \n ", version=version()) is None
        assert list_notes() == []
        assert save_note(user=learner, topic=topic, text="", version=0) is None

    @pytest.mark.parametrize("stale", [0, 7, -1])
    def test_another_version_is_refused(self, learner: User, topic: Topic, stale: int) -> None:
        save_note(user=learner, topic=topic, text="Theirs", version=0)
        for text in ("Mine", ""):
            with pytest.raises(StaleNoteError) as caught:
                save_note(user=learner, topic=topic, text=text, version=stale)
            assert caught.value.theirs == Note.objects.get()
        assert list_notes() == [("Ada", "Theirs")]

    def test_one_that_was_emptied_meanwhile_is_refused(self, learner: User, topic: Topic) -> None:
        save_note(user=learner, topic=topic, text="First", version=0)
        old = version()
        save_note(user=learner, topic=topic, text="", version=old)
        with pytest.raises(StaleNoteError) as caught:
            save_note(user=learner, topic=topic, text="Mine", version=old)
        assert caught.value.theirs is None
        save_note(user=learner, topic=topic, text="Anew", version=0)
        with pytest.raises(StaleNoteError):
            save_note(user=learner, topic=topic, text="Mine", version=old)
        assert list_notes() == [("Ada", "Anew")]

    def test_the_same_text_again_is_as_once(self, learner: User, topic: Topic) -> None:
        save_note(user=learner, topic=topic, text="Mine", version=0)
        before = version()
        again = save_note(user=learner, topic=topic, text="Mine", version=0)
        assert again
        assert again.version == before == version()

    def test_the_longest_and_one_more(self, learner: User, topic: Topic) -> None:
        save_note(user=learner, topic=topic, text="ß\r\n" * 10_000, version=0)
        with pytest.raises(LongNoteError) as caught:
            save_note(user=learner, topic=topic, text="a" * 20_001, version=version())
        assert caught.value.count == 20_001
        assert Note.objects.get().text == "ß\n" * 10_000

    def test_what_no_database_keeps_is_left_out(self, learner: User, topic: Topic) -> None:
        save_note(user=learner, topic=topic, text="a\0b", version=0)
        assert list_notes() == [("Ada", "ab")]


class TestNote:
    def test_without_script(self, learner: User, topics: list[Topic]) -> None:
        client = client_of(learner)
        form = read(client.get(ADDRESS)).find("form", "data-note")
        data = {field["name"]: field["value"] for field in form.list_all("input", "value")}
        response = client.post(form["action"], data | {"text": "A *bight*"})
        assert (response.status_code, response["Location"]) == (302, f"{ADDRESS}#sheet-note")
        assert list_notes() == [("Ada", "A *bight*")]
        page = read(client.get(ADDRESS))
        assert list_toasts(page) == [("Your note is saved.", "")]
        assert field_of(page) == "A *bight*"
        assert page.find("", "data-note-view").find("em").text == "bight"
        assert page.find("input", name="version")["value"] == str(version())
        write(client, "", version())
        assert list_toasts(read(client.get(ADDRESS))) == [("The note is empty.", "")]

    def test_while_it_is_written(self, learner: User, topics: list[Topic]) -> None:
        part = read(write(client_of(learner), "**So**", htmx=True))
        assert part.list_all("html") == []
        assert (problem_of(part), part.find("input", name="version")["value"]) == ("", str(version()))
        assert part.find("", "data-note-view").find("strong").text == "So"

    def test_what_is_no_markdown_is_cleaned(self, learner: User, topics: list[Topic]) -> None:
        write(client_of(learner), "<script>alert(1)</script> [x](javascript:alert(1))")
        page = read(client_of(learner).get(ADDRESS))
        view = page.find("", "data-note-view")
        assert view.list_all("script") == view.list_all("a") == []
        assert "<script>" in view.text

    def test_a_text_that_would_end_its_field(self, learner: User, topics: list[Topic]) -> None:
        write(client_of(learner), "\n</textarea><b>")
        assert field_of(read(client_of(learner).get(ADDRESS))) == "\n</textarea><b>"

    @pytest.mark.parametrize("htmx", [True, False])
    def test_of_two_tabs_the_older_is_told(self, learner: User, topics: list[Topic], htmx: bool) -> None:
        client = client_of(learner)
        write(client, "First")
        old = version()
        write(client, "Theirs", old)
        page = read(write(client, "Mine", old, htmx=htmx), status=409)
        assert problem_of(page) == "Not saved: this note changed in another tab or on another device."
        assert field_of(page) == "Mine"
        assert page.find(id="note-theirs").text == "Theirs"
        assert page.find("", "data-note-take")["href"] == f"{ADDRESS}#sheet-note"
        assert page.find("", "data-note-conflict")["data-version"] == str(version())
        assert list_notes() == [("Ada", "Theirs")]
        form = page.find("form", "data-note")
        write(client, field_of(page), form.find("input", name="version")["value"])
        assert list_notes() == [("Ada", "Mine")]

    def test_the_other_tab_emptied_it(self, learner: User, topics: list[Topic]) -> None:
        client = client_of(learner)
        write(client, "First")
        old = version()
        write(client, "", old)
        page = read(write(client, "Mine", old, htmx=True), status=409)
        said = page.find("", "data-note-conflict").list_texts("p")
        assert said == ["Another tab or device emptied this note meanwhile.", "Keep mineTake theirs"]
        assert page.find("input", name="version")["value"] == "0"
        assert list_notes() == []

    @pytest.mark.parametrize("sent", ["", "x", "-1", "²", "9" * 30, "4294967296", "\0"])
    def test_a_forged_version_overwrites_nothing(self, learner: User, topics: list[Topic], sent: str) -> None:
        client = client_of(learner)
        write(client, "Theirs")
        page = read(write(client, "Mine", sent, htmx=True), status=409)
        assert (field_of(page), list_notes()) == ("Mine", [("Ada", "Theirs")])

    @pytest.mark.parametrize("htmx", [True, False])
    def test_a_note_of_a_megabyte(self, learner: User, topics: list[Topic], htmx: bool) -> None:
        text = "long " * 200_000
        page = read(write(client_of(learner), text, htmx=htmx), status=422)
        assert problem_of(page) == (
            "Not saved: a note may have 20,000 characters, and this one has 1,000,000. Shorten it."
        )
        assert field_of(page) == text
        assert list_notes() == []

    def test_what_is_larger_than_a_form_may_be(self, learner: User, topics: list[Topic]) -> None:
        page = read(write(client_of(learner), "a" * (5 * 1024 * 1024)), status=400)
        assert page.find("p", class_="note").text == ("It is too large: a form may send up to 5 MiB of text.")

    @pytest.mark.parametrize("htmx", [True, False])
    def test_somebody_who_is_signed_out_keeps_the_text(self, guest: Client, topics: list[Topic], htmx: bool) -> None:
        page = read(write(guest, "Mine", 5, htmx=htmx, by="12"), status=401)
        assert problem_of(page) == "Not saved: you are signed out. Sign in in another tab, then save again."
        assert (field_of(page), page.find("input", name="version")["value"]) == ("Mine", "5")
        assert page.find("input", name="by")["value"] == "12"
        assert list_notes() == []

    @pytest.mark.parametrize("by", ["", "x", "²", "9" * 30])
    def test_nobody_writes_into_anothers_account(
        self, learner: User, other_learner: User, topics: list[Topic], by: str
    ) -> None:
        for owner in (by, str(learner.pk)):
            page = read(write(client_of(other_learner), "Ada's", by=owner, htmx=True), status=401)
            assert field_of(page) == "Ada's"
        assert list_notes() == []

    def test_nobody_sees_anothers(self, learner: User, other_learner: User, topics: list[Topic]) -> None:
        write(client_of(learner), "Secret")
        page = read(client_of(other_learner).get(ADDRESS))
        assert (field_of(page), page.find("input", name="version")["value"]) == ("", "0")
        write(client_of(other_learner), "Mine")
        assert list_notes() == [("Ada", "Secret"), ("Grace", "Mine")]

    def test_what_left_the_trail_takes_notes_from_whoever_has_a_mark(
        self, learner: User, other_learner: User, topics: list[Topic]
    ) -> None:
        Topic.objects.filter(pk=topics[0].pk).update(retired=True)
        MarkFactory.create(user=learner, topic=topics[0])
        write(client_of(learner), "Still mine")
        assert write(client_of(other_learner), "Not there").status_code == 404
        assert list_notes() == [("Ada", "Still mine")]

    def test_a_draft_is_not_there(self, learner: User, topics: list[Topic]) -> None:
        Roadmap.objects.update(status="draft")
        read(write(client_of(learner), "Hello"), status=404)
        assert list_notes() == []

    def test_looking_at_the_address_leads_to_the_topic(self, learner: User, topics: list[Topic]) -> None:
        response = client_of(learner).get(f"{ADDRESS}note/")
        assert (response.status_code, response["Location"]) == (302, f"{ADDRESS}#sheet-note")
        assert client_of(learner).put(f"{ADDRESS}note/").status_code == 405
