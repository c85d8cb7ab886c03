"""People in the admin, and the way into it."""

from __future__ import annotations

from allauth.account.decorators import secure_admin_login
from django.contrib import admin

from accounts.admin.factors import FactorAdmin, OpenSessionAdmin
from accounts.admin.people import PersonAdmin
from accounts.admin.providers import ProviderAccountAdmin

__all__ = ["FactorAdmin", "OpenSessionAdmin", "PersonAdmin", "ProviderAccountAdmin", "secure_sign_in"]


def secure_sign_in(site: admin.AdminSite) -> None:
    """Sends the admin's sign-in through ours, with its rate limits; someone signed in without the right gets a 403."""
    site.login = secure_admin_login(site.login)  # type: ignore[method-assign]  # the way allauth documents
