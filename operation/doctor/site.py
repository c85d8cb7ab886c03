"""The doctor's look at how the site is set up: settings, files, mail, proxies."""

from __future__ import annotations

import smtplib

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core import checks, mail

from operation.doctor.finding import FAIL, OK, WARN, Finding


def look_at_version() -> Finding:
    return Finding("version", OK, settings.VERSION)


def look_at_settings() -> Finding:
    """What Django's own checks say, those for a public site among them."""
    if settings.DEBUG:
        return Finding("settings", WARN, "DEBUG is true", "Set DEBUG=false on a public site.")
    found = checks.run_checks(include_deployment_checks=True)
    if not found:
        return Finding("settings", OK, "Django's checks for a public site pass")
    level = FAIL if any(message.is_serious() for message in found) else WARN
    return Finding(
        "settings", level, ", ".join(sorted({str(message.id) for message in found})), "Run manage.py check --deploy."
    )


def look_at_files() -> Finding:
    """Whether style sheets and scripts were collected: without them every page of a public site fails."""
    if settings.DEBUG:
        return Finding("files", OK, "served as they are, DEBUG is true")
    try:
        staticfiles_storage.url("css/waymark.css")
    except ValueError:
        return Finding("files", FAIL, "not collected", "Run manage.py collectstatic, then restart.")
    return Finding("files", OK, f"collected in {settings.STATIC_ROOT}")


def look_at_mail() -> Finding:
    """Whether the mail server lets us in; nothing is sent."""
    if not settings.MAIL_IS_CONFIGURED:
        return Finding("mail", WARN, "goes to the console", "Set EMAIL_URL: passwords cannot be reset without mail.")
    try:
        server = mail.get_connection()
        server.open()
        server.close()
    except (OSError, smtplib.SMTPException) as error:
        said = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}: {type(error).__name__}"
        return Finding("mail", FAIL, said, "Look at EMAIL_URL: host, port, name and password.")
    return Finding("mail", OK, f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT} answers")


def look_at_proxies() -> Finding:
    """Whether the visitor's address, by which rate limits count, is believed from as many proxies as there are."""
    count = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    if not settings.DEBUG and not count:
        todo = "Behind a proxy set TRUSTED_PROXY_COUNT: else all visitors share one address, and TLS is not seen."
        return Finding("proxies", WARN, "none is trusted", todo)
    return Finding("proxies", OK, f"{count} trusted")
