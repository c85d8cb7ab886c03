"""What browsers ask of the site itself: its icon, its logo, and how it stands on a phone's home screen."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

DAY = 24 * 60 * 60
YEAR = 365 * DAY
PAPER, TRAIL = "#faf8f3", "#1c6b50"  # static/css/tokens.css, light


@require_safe
@cache_control(public=True, max_age=DAY)
def show_favicon(request: HttpRequest) -> HttpResponseRedirect:
    """Where the icon is, for programs that ask without having read a page."""
    return HttpResponseRedirect(static("img/favicon.ico"))


@require_safe
def show_manifest(request: HttpRequest) -> JsonResponse:
    """The web manifest: name, colours and icons of the site."""
    sizes = (("icon-192.png", "192x192"), ("icon-512.png", "512x512"))
    icons = [{"src": static(f"img/{name}"), "sizes": size, "type": "image/png"} for name, size in sizes]
    icons.append({"src": static("img/waymark.svg"), "sizes": "any", "type": "image/svg+xml"})
    said = {
        "name": settings.SITE_NAME,
        "lang": get_language(),
        "start_url": reverse("home"),
        "display": "minimal-ui",
        "background_color": PAPER,
        "theme_color": TRAIL,
        "icons": icons,
    }
    return JsonResponse(said, content_type="application/manifest+json")


def list_logos() -> list[tuple[str, str]]:
    """(shade, address) of each logo. The address changes with the file, so that browsers may keep it for ever."""
    logos = settings.SITE_LOGOS.items()
    return [(shade, f"{reverse('logo', args=[shade])}?{logo.digest}") for shade, logo in logos]


@require_safe
@cache_control(public=True, max_age=YEAR, immutable=True)
def show_logo(request: HttpRequest, shade: str) -> HttpResponse:
    logo = settings.SITE_LOGOS.get(shade)
    if logo is None:
        raise Http404
    return HttpResponse(logo.content, content_type=logo.kind)
