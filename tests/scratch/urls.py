"""The site map, with pages that fail on purpose."""

from __future__ import annotations

from typing import Never

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path

handler400 = "config.errors.show_bad_request"
handler500 = "operation.views.show_failure"


def fail(request: HttpRequest) -> Never:
    raise ValueError("on purpose")


def be_busy(request: HttpRequest) -> Never:
    raise OperationalError("database is locked")


def refuse_in_haste(request: HttpRequest) -> HttpResponse:
    return render(request, "429.html", status=429)


urlpatterns = [
    path("scratch/failure/", fail),
    path("scratch/busy/", be_busy),
    path("scratch/haste/", refuse_in_haste),
    path("", include("config.urls")),
]
