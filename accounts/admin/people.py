"""People in the admin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.models import DELETION, LogEntry
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.deletion import delete_person, is_last_superuser
from accounts.emails import set_email
from accounts.models import User
from accounts.passwords import make_password_link

if TYPE_CHECKING:
    UserModelForm = forms.ModelForm[User]
    UserCreationForm = AdminUserCreationForm[User]
    UserEditForm = UserChangeForm[User]
    BaseUserAdmin = UserAdmin[User]
else:  # these take no parameters at run time
    UserModelForm, UserCreationForm, UserEditForm, BaseUserAdmin = (
        forms.ModelForm, AdminUserCreationForm, UserChangeForm, UserAdmin,
    )  # fmt: skip


class LowerEmailForm(UserModelForm):
    """Addresses are kept in small letters, as sign-in looks them up."""

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        return email.lower()


class PersonAddForm(LowerEmailForm, UserCreationForm):
    class Meta:
        model = User
        fields = ("email",)


class PersonChangeForm(LowerEmailForm, UserEditForm):
    class Meta:
        model = User
        fields = "__all__"  # the fieldsets below choose


@admin.register(User)
class PersonAdmin(BaseUserAdmin):
    form = PersonChangeForm
    add_form = PersonAddForm
    list_display = ("email", "display_name", "is_staff", "is_active", "date_joined", "last_login")
    list_filter = ("is_staff", "is_superuser", "is_active", "groups")
    search_fields = ("email", "display_name", "handle")
    ordering = ("email",)
    date_hierarchy = "date_joined"
    readonly_fields = ("last_login", "date_joined")
    actions = ("show_password_links",)
    fieldsets = (
        (None, {"fields": ("email", "password")}),
        (_("About"), {"fields": ("display_name", "handle", "time_zone", "theme", "hours_per_week")}),
        (_("Rights"), {"fields": ("is_active", "is_staff", "is_superuser", "groups", "user_permissions")}),
        (_("Dates"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = ((None, {"classes": ("wide",), "fields": ("email", "usable_password", "password1", "password2")}),)

    def save_model(self, request: HttpRequest, obj: User, form: forms.ModelForm[User], change: bool) -> None:
        super().save_model(request, obj, form, change)
        if "email" in form.changed_data:
            set_email(user=obj, email=obj.email, verified=False)

    @admin.action(description=_("Show a one-time password link"), permissions=["make_password_link"])
    def show_password_links(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        for person in queryset:
            if not person.is_active:
                text = gettext("The account of %(person)s is switched off.")
                messages.warning(request, text % {"person": person.email})
                continue
            actor = cast(User, request.user)
            link = make_password_link(person=person, actor=actor, site=request.build_absolute_uri("/"))
            text = gettext("For %(person)s, to set a new password: %(link)s (works once, is shown only now)")
            messages.success(request, text % {"person": person.email, "link": link})

    def has_make_password_link_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_active and request.user.is_superuser)

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return super().has_change_permission(request, obj) and may_touch(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        allowed = super().has_delete_permission(request, obj) and may_touch(request, obj)
        return allowed and not (obj and is_last_superuser(obj))

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        """Rights are given by superusers only, or whoever may change people could take them all."""
        rights = () if request.user.is_superuser else ("is_staff", "is_superuser", "groups", "user_permissions")
        return (*self.readonly_fields, *rights)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """People are deleted one by one, on a page that says what goes."""
        return {name: action for name, action in super().get_actions(request).items() if name != "delete_selected"}

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[list[Any], dict[str, Any], Any, list[Any]]:
        """Whoever may delete a person may delete what is theirs, though marks are read-only on their own."""
        going, counts, _refused, protected = super().get_deleted_objects(objs, request)
        return going, counts, set(), protected

    def delete_model(self, request: HttpRequest, obj: User) -> None:
        """As on the settings page; the log keeps who deleted an account, and no longer whose it was."""
        key = obj.pk
        delete_person(obj)
        LogEntry.objects.create(
            user=cast(User, request.user),
            content_type=ContentType.objects.get_for_model(User),
            object_id=str(key),
            object_repr=gettext("a deleted account"),
            action_flag=DELETION,
        )


def may_touch(request: HttpRequest, person: User | None) -> bool:
    """Superusers are touched by superusers only."""
    return bool(request.user.is_superuser or not (person and person.is_superuser))
