"""What our middlewares put on a request, for typed views."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from accounts.models import User


class HtmxHttpRequest(HttpRequest):
    """Any request of ours: `request.htmx` is true when htmx asks for a part of a page."""

    htmx: HtmxDetails


class AuthenticatedHttpRequest(HtmxHttpRequest):
    """A request behind `@login_required`: its user is a person, never a guest."""

    user: User
