"""The list of keyboard shortcuts as a page, for those without JavaScript and for who wants the address."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET


@require_GET
def show_keys(request: HttpRequest) -> HttpResponse:
    return render(request, "keys.html")
