"""The style sheets and scripts of every page, named in one place.

To add one: put the file into static/css/ or static/js/ and its name, without the ending, into the tuple below; no
template changes. In development each is linked by itself; collectstatic joins them (config/joining.py) into one style
sheet and one script with hashed names, so that a page costs three requests and all pages share them. A script runs on
every page: it looks for its data- attribute first, and does nothing without it. Style sheets of the admin stay apart.
"""

from __future__ import annotations

from django import template
from django.templatetags.static import static
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from config.integrity import hashes_files, integrity

register = template.Library()

STYLES = (
    "tokens",  # declares the order of layers: first
    "base",
    "layout",
    "controls",
    "forms",
    "toast",
    "meter",
    "cards",
    "trail",
    "rail",
    "map",
    "sheet",
    "marks",
    "own",
    "notes",
    "shelf",
    "code",
    "sort",
    "account",
    "keys",
    "search",
    "print",  # has the last word, on paper alone
    "contrast",
)
SCRIPTS = (
    "swap",
    "focus",
    "toast",
    "announce",
    "menus",
    "panel",
    "copy",
    "back",
    "search",
    "filter",
    "notes",
    "notes-choice",
    "sort",
    "keys",
)
PASSKEYS = ("mfa/js/webauthn-json.js", "js/passkeys.js")  # on the few pages that speak with a passkey: allauth's, ours
HTMX = "vendor/htmx-2.0.11.min.js"  # by itself: an update of ours leaves it in the browsers' caches

JOINED = {
    "css/waymark.css": [f"css/{name}.css" for name in STYLES],
    "js/waymark.js": [f"js/{name}.js" for name in SCRIPTS],
}


@register.simple_tag
def style_links() -> SafeString:
    """The <link> elements of the page's style sheets."""
    return format_html_join("\n  ", '<link rel="stylesheet" href="{}"{}>', map(find, list_files("css/waymark.css")))


@register.simple_tag
def script_links() -> SafeString:
    """The <script> elements of the page, htmx first."""
    names = [HTMX, *list_files("js/waymark.js")]
    return format_html_join("\n  ", '<script src="{}"{} defer></script>', map(find, names))


@register.simple_tag
def passkey_links() -> SafeString:
    """The <script> elements of a page that speaks with a passkey."""
    return format_html_join("\n  ", '<script src="{}"{} defer></script>', map(find, PASSKEYS))


def list_files(joined: str) -> list[str]:
    """The joined file, where files are collected; else its parts."""
    return [joined] if hashes_files() else JOINED[joined]


def find(name: str) -> tuple[str, SafeString]:
    """The address of a file, and the attribute with its hash."""
    url = static(name)
    return url, integrity(url)
