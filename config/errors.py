"""The page for a request that could not be understood. Django's own knows neither the reason nor the person."""

from django.conf import settings
from django.core.exceptions import BadRequest, RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


def show_bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Status 400, with the reason where it was written for people."""
    reason = str(exception) if isinstance(exception, BadRequest) else ""
    if isinstance(exception, RequestDataTooBig):
        limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 1024 // 1024
        reason = _("It is too large: a form may send up to %(limit)s MiB of text.") % {"limit": limit}
    return render(request, "400.html", {"reason": reason}, status=400)
