"""What a message becomes on a page."""

from __future__ import annotations

import uuid

import pytest
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.template.loader import render_to_string
from django.test import RequestFactory

from tests.progress.trails import make_trail


def render_toast(**context: object) -> str:
    request = RequestFactory().get("/roadmaps/")
    return render_to_string("components/_toast.html", {"said": "Calculus: done", **context}, request=request)


def render_toasts(*messages: Message) -> str:
    return render_to_string("_toasts.html", {"messages": messages}, request=RequestFactory().get("/roadmaps/"))


def test_a_message_with_a_batch_offers_to_undo_it(db: None) -> None:
    batch = uuid.uuid4()
    html = render_toasts(Message(constants.SUCCESS, "Calculus: done", extra_tags=f"undo-{batch}"))
    assert "<span>Calculus: done</span>" in html
    assert f'action="/undo/{batch}/"' in html


@pytest.mark.parametrize("tags", [None, "", "safe", "undo", "x undo-1"])
def test_any_other_message_is_only_said(db: None, tags: str | None) -> None:
    html = render_toasts(Message(constants.INFO, "Welcome", extra_tags=tags))
    assert "<span>Welcome</span>" in html
    assert "/undo/" not in html


def test_what_is_told_of_a_mark_has_the_numbers_and_the_key(db: None) -> None:
    trail = make_trail({"maths": ["algebra", "calculus"]}, marks={"calculus": "done"})
    html = render_toast(undo=str(uuid.uuid4()), trail=trail)
    assert 'data-announce="Calculus: done. 1 of 2 done, 1 left. Undo with u."' in html
    assert '<button class="act" data-undo aria-keyshortcuts="u">' in html


def test_nothing_is_told_that_is_not_so(db: None) -> None:
    trail = make_trail({"maths": ["calculus"]}, topics={"calculus": {"optional": True}})  # which is in no number
    assert 'data-announce="Calculus: done."' in render_toast(undo="", trail=trail)
    html = render_toast(undo=str(uuid.uuid4()), shortcuts=False)
    assert 'data-announce="Calculus: done."' in html
    assert '<button class="act" data-undo>Undo</button>' in html


@pytest.mark.parametrize("said", ["Undone.", "Really?", "Done!", "And so on…"])
def test_a_sentence_that_has_its_end_gets_no_other(db: None, said: str) -> None:
    assert f'data-announce="{said}"' in render_toast(said=said, undo="")
