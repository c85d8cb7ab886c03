"""The site map of a page that fails: broken_site.py."""

from __future__ import annotations

import logging

from django.http import HttpRequest, HttpResponse
from django.urls import path


def fail(request: HttpRequest, key: str) -> HttpResponse:
    email, text = request.POST["email"], request.POST["text"]
    logging.getLogger("operation.test").error("mail to %s failed", email)
    raise ValueError(f"{email} wrote {text} at {key}")


urlpatterns = [path("break/<str:key>/", fail, name="break")]
handler500 = "operation.views.show_failure"
