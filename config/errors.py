"""The page for a request that could not be understood. Django's own knows neither the reason nor the person."""

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def show_bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Status 400, with the reason where it was written for people."""
    reason = str(exception) if isinstance(exception, BadRequest) else ""
    return render(request, "400.html", {"reason": reason}, status=400)
