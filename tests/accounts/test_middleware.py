"""The learner's time zone, and what it costs."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.middleware import LearnerTimeZoneMiddleware
from accounts.models import User

MOMENT = datetime(2026, 11, 23, 22, 30, tzinfo=UTC)


def show_time(request: HttpRequest) -> HttpResponse:
    return HttpResponse(timezone.localtime(MOMENT).isoformat())


def ask(user: User | AnonymousUser, *, cookie: bool = True) -> str:
    request = RequestFactory().get("/")
    request.user = user
    if cookie:
        request.COOKIES["sessionid"] = "anything"
    return LearnerTimeZoneMiddleware(show_time)(request).content.decode()


def test_times_are_the_learners() -> None:
    assert ask(User(time_zone="Asia/Tokyo")) == "2026-11-24T07:30:00+09:00"


def test_the_zone_ends_with_the_request() -> None:
    ask(User(time_zone="Asia/Tokyo"))
    assert timezone.get_current_timezone_name() == "UTC"


def test_a_guest_has_the_sites() -> None:
    assert ask(AnonymousUser()) == "2026-11-23T22:30:00+00:00"


@pytest.mark.parametrize("name", ["Mars/Olympus", "", "../../etc/passwd", "Europe", "a" * 64])
def test_a_zone_that_there_is_not_is_the_sites(name: str) -> None:
    assert ask(User(time_zone=name)) == "2026-11-23T22:30:00+00:00"


def test_nobody_is_looked_up_without_a_session(db: None, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    client = Client()
    with django_assert_num_queries(0):
        client.post("/settings/theme/", {"theme": "dark"})
