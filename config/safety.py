"""What browsers are told about safety, in one place: the policies, and the headers of every answer."""

from __future__ import annotations

from typing import Any

from csp.constants import NONE, SELF

HOST_PREFIX = "__Host-"
"""A browser takes such a cookie only over HTTPS, from this very host, for all its paths: no neighbour can plant one."""

UNUSED = (
    "accelerometer", "autoplay", "browsing-topics", "camera", "display-capture",
    "encrypted-media", "fullscreen", "gamepad", "geolocation", "gyroscope", "hid", "idle-detection", "local-fonts",
    "magnetometer", "microphone", "midi", "payment", "picture-in-picture", "screen-wake-lock", "serial",
    "storage-access", "usb", "window-management", "xr-spatial-tracking",
)  # fmt: skip
OWN = (
    "clipboard-write",  # "copy" beside code
    "publickey-credentials-create",  # passkeys
    "publickey-credentials-get",
)

HEADERS = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join([*(f"{name}=()" for name in UNUSED), *(f"{name}=(self)" for name in OWN)]),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
"""On every answer: pages, errors, redirects, files (config/middleware.py)."""


def build_policy(*, https: bool, form_targets: tuple[str, ...] = ()) -> dict[str, Any]:
    """django-csp's setting: nothing but what is named, nothing inline, nothing from elsewhere.

    `form_targets` are origins that a form of ours may lead to by a redirect, such as another site's sign-in.
    """
    directives: dict[str, Any] = {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF, *form_targets],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
    if https:
        directives["upgrade-insecure-requests"] = True
    return {"DIRECTIVES": directives}
