"""Accounts at other sites in the admin. Keys of providers stand in the settings, and their tokens are not kept."""

from __future__ import annotations

from allauth.socialaccount.admin import SocialAccountAdmin
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django.contrib import admin

from accounts.admin.factors import TakeAwayAdmin


class ProviderAccountAdmin(TakeAwayAdmin, SocialAccountAdmin):  # type: ignore[misc]  # allauth ships no types
    list_display = ("user", "provider", "uid", "last_login")
    search_fields = ("user__email", "uid")


for model in (SocialAccount, SocialApp, SocialToken):
    admin.site.unregister(model)
admin.site.register(SocialAccount, ProviderAccountAdmin)
