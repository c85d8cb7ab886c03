"""Second factors and open sessions in the admin: seen and taken away to help somebody, never made, changed or read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.mfa.admin import AuthenticatorAdmin
from allauth.mfa.base.internal.flows import delete_dangling_recovery_codes
from allauth.mfa.models import Authenticator
from allauth.usersessions.admin import UserSessionAdmin
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

if TYPE_CHECKING:
    Mixin = admin.ModelAdmin[Any]
else:
    Mixin = object  # mixed into allauth's classes, which have no types


class TakeAwayAdmin(Mixin):
    """Shows what `list_display` names, nothing else of a row, and lets it be deleted, by `take_away`."""

    list_select_related = ("user",)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return tuple(str(name) for name in self.list_display)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return tuple(str(name) for name in self.list_display)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        self.take_away(obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        for row in queryset:
            self.take_away(row)

    def take_away(self, row: Any) -> None:
        row.delete()


class FactorAdmin(TakeAwayAdmin, AuthenticatorAdmin):  # type: ignore[misc]  # allauth ships no types
    search_fields = ("user__email",)

    def take_away(self, row: Authenticator) -> None:
        """With the last factor the recovery codes go, which stood in for it."""
        super().take_away(row)
        delete_dangling_recovery_codes(row.user)


class OpenSessionAdmin(TakeAwayAdmin, UserSessionAdmin):  # type: ignore[misc]  # allauth ships no types
    list_display = ("user", "created_at", "ip", "user_agent")
    search_fields = ("user__email", "ip")

    def take_away(self, row: UserSession) -> None:
        """Signs that browser out."""
        row.end()


for model, ours in ((Authenticator, FactorAdmin), (UserSession, OpenSessionAdmin)):
    admin.site.unregister(model)
    admin.site.register(model, ours)
