"""The number of a request: a proxy's if we trust it, else ours, in the answer and on the page of a failure."""

from __future__ import annotations

import re

import pytest
from django.db import ProgrammingError
from django.test import Client, RequestFactory
from pytest_django import Settings

from operation.identity import find_id
from tests.operation.faults import without_database
from tests.progress.pages import read as read_page

OURS = re.compile(r"[0-9a-f]{16}")


@pytest.mark.parametrize("given", ["abc-DEF_12345", "a" * 64])
def test_a_trusted_proxy_gives_it(settings: Settings, given: str) -> None:
    request = RequestFactory().get("/", headers={"x-request-id": given})
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert find_id(request) == given
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 0
    assert OURS.fullmatch(find_id(request))


@pytest.mark.parametrize(
    "given", ["", "short", "a" * 65, "two words here", "<script>alert(1)", "line\nbreak-12", "ünïcode-123"]
)
def test_one_that_is_not_well_formed_is_replaced(settings: Settings, given: str) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    request = RequestFactory().get("/")
    request.META["HTTP_X_REQUEST_ID"] = given
    assert OURS.fullmatch(find_id(request))


def test_each_request_has_another(guest: Client, db: None) -> None:
    numbers = {guest.get("/healthz/live")["X-Request-ID"] for _ in range(5)}
    assert len(numbers) == 5


@pytest.mark.parametrize(("error", "status"), [(None, 503), (ProgrammingError("no relation"), 500)])
def test_the_page_of_a_failure_shows_it(guest: Client, db: None, error: Exception | None, status: int) -> None:
    guest.raise_request_exception = False
    with without_database(error=error):
        response = guest.get("/roadmaps/")
    page = read_page(response, status=status)
    assert page.find("main").find("code").text == response["X-Request-ID"]
