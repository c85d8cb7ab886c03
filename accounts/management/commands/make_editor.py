"""Makes an account that may curate, or promotes one."""

from __future__ import annotations

import getpass
import os
from argparse import ArgumentParser
from typing import Any

import qrcode  # type: ignore[import-untyped]  # it ships no types
from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import generate_totp_secret, validate_totp_code
from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.urls import reverse

from accounts.editors import GROUP, make_editor
from accounts.factors import has_factor, turn_on_app
from accounts.models import User
from accounts.sites import guess_site_address

VARIABLE = "WAYMARK_EDITOR_PASSWORD"


class Command(BaseCommand):
    help = f"Make an editor's account, or promote one. Asks for the rest; scripts use --no-input and {VARIABLE}."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--email", help="E-mail address of the editor; asked for when left out")
        asks_nothing = f"Ask nothing: take --email and, for a new account, {VARIABLE}"
        parser.add_argument("--no-input", action="store_true", help=asks_nothing)

    def handle(self, *args: Any, email: str | None, no_input: bool, **options: Any) -> None:
        try:
            self.make(email=email, asks=not no_input)
        except (KeyboardInterrupt, EOFError) as error:
            raise CommandError("Stopped. Nothing was changed.") from error
        except Group.DoesNotExist as error:
            raise CommandError(f'There is no group "{GROUP}" yet. Run: python manage.py migrate') from error

    def make(self, *, email: str | None, asks: bool) -> None:
        email = self.read_email(email, asks=asks)
        known = User.objects.filter(email__iexact=email).first()
        if known and not known.is_active:
            raise CommandError(f"The account of {email} is switched off. Switch it on in the admin first.")
        password = None if known else self.read_password(email, asks=asks)
        person = make_editor(email=email, password=password)
        kept = " The password is the one this account already had." if known else ""
        self.stdout.write(f"{person.email} may now curate.{kept}")
        if settings.STAFF_NEEDS_SECOND_FACTOR and not has_factor(person):
            self.set_up_app(person, asks=asks)
        self.stdout.write(f"Sign in at {guess_site_address()}{reverse('admin:index')}")

    def set_up_app(self, person: User, *, asks: bool) -> None:
        """An app that shows codes, proved by one of them; where nothing may be asked the admin asks at sign-in."""
        if not asks:
            self.stdout.write("The admin will ask for a second factor to be set up at the first sign-in.")
            return
        secret, adapter = generate_totp_secret(), get_adapter()
        self.stdout.write("Editors sign in with a second factor. Let an app for one-time codes see this:")
        picture = qrcode.QRCode()
        picture.add_data(adapter.build_totp_url(person, secret))
        picture.print_ascii(out=self.stdout)
        self.stdout.write(f"Or type this secret into it: {secret}")
        while not validate_totp_code(secret, input("The code it shows now: ").strip()):
            self.stderr.write("That is not the code. Again, please.")
        codes = turn_on_app(person, secret)
        self.stdout.write("The second factor is on. Keep these recovery codes; each signs in once without the app:")
        self.stdout.write("  ".join(codes))

    def read_email(self, given: str | None, *, asks: bool) -> str:
        """The address given or typed; a wrong one is asked for again, or refused where nothing may be asked."""
        while True:
            if given is None and not asks:
                raise CommandError("With --no-input, name the editor: --email ADDRESS")
            email = (given if given is not None else input("E-mail address: ")).strip()
            try:
                validate_email(email)
            except ValidationError as error:
                if given is not None:
                    raise CommandError(f"{email!r} is no e-mail address.") from error
                self.stderr.write("That is no e-mail address. Again, please.")
            else:
                return email.lower()

    def read_password(self, email: str, *, asks: bool) -> str:
        """A password that the site's rules accept, typed twice, or from the environment where nothing may be asked."""
        if not asks:
            return self.take_password(email)
        while True:
            password = getpass.getpass("Password: ")
            if problem := find_problem(password, email):
                self.stderr.write(problem)
            elif getpass.getpass("Password (again): ") != password:
                self.stderr.write("The two are not the same. Again, please.")
            else:
                return password

    def take_password(self, email: str) -> str:
        password = os.environ.get(VARIABLE, "")
        if not password:
            raise CommandError(f"With --no-input, set {VARIABLE} to the password of the new account.")
        if problem := find_problem(password, email):
            raise CommandError(f"{VARIABLE}: {problem}")
        return password


def find_problem(password: str, email: str) -> str:
    """Why the site's rules refuse this password, or nothing."""
    try:
        validate_password(password, User(email=email))
    except ValidationError as error:
        return " ".join(error.messages)
    return ""
