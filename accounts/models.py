"""Who a person is. It knows no content."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    """Makes people by their e-mail address: there is no user name."""

    def create_user(self, email: str, password: str | None = None, **extra: Any) -> User:
        if not email:
            raise ValueError("A person needs an e-mail address.")
        user = self.model(email=email.strip().lower(), **extra)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **extra: Any) -> User:
        return self.create_user(email, password, **{"is_staff": True, "is_superuser": True} | extra)

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)


class User(AbstractUser):
    """A learner or an editor. Signs in by e-mail; whatever another learner may see is chosen by this one."""

    class Theme(models.TextChoices):
        SYSTEM = "system", _("Like my device")
        LIGHT = "light", _("Light")
        DARK = "dark", _("Dark")

    username = None  # type: ignore[assignment]  # AbstractUser declares it; we sign in by e-mail
    first_name = None  # type: ignore[assignment]  # one display name serves every culture
    last_name = None  # type: ignore[assignment]  # one display name serves every culture
    email = models.EmailField(_("e-mail address"), max_length=254)
    display_name = models.CharField(_("display name"), max_length=80, blank=True)
    handle = models.CharField(
        _("handle"),
        max_length=30,
        null=True,
        blank=True,
        validators=[
            RegexValidator(r"\A[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\Z", _("Lower-case letters, digits and single hyphens."))
        ],
    )
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    theme = models.CharField(_("theme"), max_length=6, choices=Theme, default=Theme.SYSTEM)
    language = models.CharField(_("language"), max_length=10, blank=True, default="", db_default="")
    shortcuts = models.BooleanField(_("keyboard shortcuts"), default=True, db_default=True)
    hours_per_week = models.PositiveSmallIntegerField(
        _("hours a week"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment]  # replaces the manager that wants a user name

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.UniqueConstraint(
                Lower("email"), name="user_email_unique", violation_error_message=_("Someone has this address already.")
            ),
            models.UniqueConstraint(
                fields=["email"],  # of the plain column too: Django's own check reads no other
                name="user_email_stored_once",
                violation_error_message=_("Someone has this address already."),
            ),
            models.UniqueConstraint(
                fields=["handle"],
                name="user_handle_unique",
                violation_error_message=_("Someone has this handle already."),
            ),
            models.CheckConstraint(condition=Q(theme__in=["system", "light", "dark"]), name="user_theme_is_known"),
            models.CheckConstraint(
                condition=Q(hours_per_week__isnull=True) | Q(hours_per_week__range=(1, 100)),
                name="user_hours_fit_a_week",
            ),
        ]

    def __str__(self) -> str:
        return self.display_name or self.email

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keeps the address in small letters, as sign-in looks it up."""
        self.email = self.email.lower()
        super().save(*args, **kwargs)

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)
