"""Pages of recovery codes, also where the site can no longer read the old ones."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.mfa.recovery_codes import views
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.factors import list_factors

View = Callable[[HttpRequest], HttpResponseBase]


def lead_to_new_codes(view: View) -> View:
    """`view`, or for whoever's codes are sealed under a forgotten key the page that makes new ones, which says so."""

    @wraps(view)
    def show(request: HttpRequest) -> HttpResponseBase:
        try:
            return view(request)
        except ValidationError as error:
            if error.code != "unreadable_secret":
                raise
        messages.warning(request, _("This site can no longer read your recovery codes. Make new ones."))
        return redirect("mfa_generate_recovery_codes")

    return show


class MakeCodesView(views.GenerateRecoveryCodesView):  # type: ignore[misc]  # allauth ships no types
    """allauth's, which opens the old codes only to count them; how many are used is known without."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super(views.GenerateRecoveryCodesView, self).get_context_data(**kwargs)
        return context | {"unused_code_count": list_factors(self.request.user).codes_left}


show_codes = lead_to_new_codes(views.view_recovery_codes)
download_codes = lead_to_new_codes(views.download_recovery_codes)
make_codes = MakeCodesView.as_view()
