"""A person's own settings, their data, and their leaving."""

from __future__ import annotations

import copy

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.data import PlainEncoder, collect_data, count_data
from accounts.deletion import LastSuperuserError, delete_person, is_last_superuser
from accounts.forms import DeleteAccountForm, SettingsForm
from accounts.http import AuthenticatedHttpRequest, read_next
from accounts.languages import choose_language, is_spoken, keep_language
from accounts.models import User
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
    return render(request, "accounts/settings.html", {"form": form}, status=422 if form.errors else 200)


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
