"""The style sheets and scripts of every page, named in one place.

To add one: put the file into static/css/ or static/js/ and its name, without the ending, into the tuple below; no
template changes. In development each is linked by itself; collectstatic joins them (config/joining.py) into one style
sheet and one script with hashed names, so that a page costs three requests and all pages share them. A script runs on
every page: it looks for its data- attribute first, and does nothing without it. Style sheets of the admin stay apart.
"""

from __future__ import annotations

from django import template
from django.contrib.staticfiles.storage import staticfiles_storage
from django.templatetags.static import static
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

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
HTMX = "vendor/htmx-2.0.11.min.js"  # by itself: an update of ours leaves it in the browsers' caches

JOINED = {
    "css/waymark.css": [f"css/{name}.css" for name in STYLES],
    "js/waymark.js": [f"js/{name}.js" for name in SCRIPTS],
}


@register.simple_tag
def style_links() -> SafeString:
    """The <link> elements of the page's style sheets."""
    return format_html_join(
        "\n  ", '<link rel="stylesheet" href="{}">', ((url,) for url in list_urls("css/waymark.css"))
    )


@register.simple_tag
def script_links() -> SafeString:
    """The <script> elements of the page, htmx first."""
    urls = [static(HTMX), *list_urls("js/waymark.js")]
    return format_html_join("\n  ", '<script src="{}" defer></script>', ((url,) for url in urls))


def list_urls(joined: str) -> list[str]:
    """The address of the joined file, where the storage joins; else the addresses of its parts."""
    joins = getattr(staticfiles_storage, "joins", False)
    return [static(joined)] if joins else [static(part) for part in JOINED[joined]]
