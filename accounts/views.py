"""A person's own settings, their data, and their leaving."""

from __future__ import annotations

import copy

from allauth.usersessions.internal.flows.sessions import end_other_sessions as end_others
from allauth.usersessions.internal.flows.sessions import end_sessions
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.data import PlainEncoder, collect_data, count_data
from accounts.deletion import LastSuperuserError, delete_person, is_last_superuser
from accounts.devices import name_device
from accounts.factors import list_factors
from accounts.forms import DeleteAccountForm, SettingsForm
from accounts.http import AuthenticatedHttpRequest, read_next
from accounts.languages import choose_language, is_spoken, keep_language
from accounts.models import User
from accounts.providers.ways import list_ways_of
from accounts.sessions import list_open_sessions
from accounts.shortcuts import keep_shortcuts
from accounts.themes import keep_theme


@login_required
@require_http_methods(["GET", "POST"])
def edit_settings(request: AuthenticatedHttpRequest) -> HttpResponse:
    person = copy.copy(request.user)  # a refused form must not change what the rest of the page says
    form = SettingsForm(request.POST or None, instance=person)
    if request.method == "POST" and form.is_valid():
        form.save()
        with translation.override(choose_language(request, person)):  # the next page is in the language just chosen
            messages.success(request, _("Your settings are saved."))
        return redirect("settings")
    context = {"form": form, "factors": list_factors(request.user), "ways": list_ways_of(request.user)}
    return render(request, "accounts/settings.html", context, status=422 if form.errors else 200)


@require_POST
def switch_theme(request: HttpRequest) -> HttpResponse:
    theme = request.POST.get("theme", "")
    if theme not in User.Theme.values:
        return HttpResponseBadRequest(_("There is no such theme. Choose light, dark or system."))
    response = HttpResponseRedirect(read_next(request, default=resolve_url("home")))
    keep_theme(request, response, theme)
    return response


@require_POST
def switch_language(request: HttpRequest) -> HttpResponse:
    language = request.POST.get("language", "")
    if not is_spoken(language):
        return HttpResponseBadRequest(_("The site does not speak this language."))
    response = HttpResponseRedirect(read_next(request, default=resolve_url("home")))
    keep_language(request, response, language)
    return response


@require_POST
def switch_shortcuts(request: HttpRequest) -> HttpResponse:
    wish = request.POST.get("shortcuts", "")
    if wish not in ("on", "off"):
        return HttpResponseBadRequest(_("Keyboard shortcuts are either on or off."))
    response = HttpResponseRedirect(read_next(request, default=resolve_url("keys")))
    keep_shortcuts(request, response, on=wish == "on")
    return response


@login_required
@require_GET
def explain_factor(request: AuthenticatedHttpRequest) -> HttpResponse:
    """Why the admin asks staff for a second factor, and the ways to one."""
    return render(request, "accounts/second_factor.html", {"factors": list_factors(request.user)})


@login_required
@require_GET
@never_cache
def list_sessions(request: AuthenticatedHttpRequest) -> HttpResponse:
    found = list_open_sessions(request.user)
    rows = [(session, name_device(session.user_agent), session.is_current()) for session in found]
    return render(request, "accounts/sessions.html", {"rows": rows})


@login_required
@require_POST
def end_session(request: AuthenticatedHttpRequest, session_id: int) -> HttpResponse:
    end_sessions(request, [get_object_or_404(UserSession, pk=session_id, user=request.user)])
    messages.success(request, _("That browser is signed out."))
    return redirect("settings_sessions")


@login_required
@require_POST
def end_other_sessions(request: AuthenticatedHttpRequest) -> HttpResponse:
    end_others(request, request.user)
    messages.success(request, _("Every other browser is signed out."))
    return redirect("settings_sessions")


@login_required
@require_GET
@never_cache
def download_data(request: AuthenticatedHttpRequest) -> HttpResponse:
    layout = {"indent": 2, "ensure_ascii": False}
    response = JsonResponse(collect_data(request.user), encoder=PlainEncoder, json_dumps_params=layout)
    response["Content-Disposition"] = f'attachment; filename="waymark-my-data-{timezone.localdate():%Y-%m-%d}.json"'
    return response


@sensitive_post_parameters("password")
@login_required
@require_http_methods(["GET", "POST"])
@never_cache
def delete_account(request: AuthenticatedHttpRequest) -> HttpResponse:
    form = DeleteAccountForm(request)
    if form.is_valid():
        try:
            delete_person(request.user)
        except LastSuperuserError:
            return show_deletion(request, form, status=409)
        logout(request)
        messages.success(request, _("Your account and everything tied to it are deleted."))
        return redirect("home")
    return show_deletion(request, form, status=422 if form.errors else 200)


def show_deletion(request: AuthenticatedHttpRequest, form: DeleteAccountForm, *, status: int) -> HttpResponse:
    context = {"form": form, "counts": count_data(request.user), "is_last_superuser": is_last_superuser(request.user)}
    return render(request, "accounts/delete.html", context, status=status)
