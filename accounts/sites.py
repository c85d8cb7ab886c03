"""Where this site is, as far as a command without a request can know."""

from django.conf import settings

LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "[::1]", "*"})


def guess_site_address() -> str:
    """`https://` and the first public host of `ALLOWED_HOSTS`, else the address of the development server."""
    for host in settings.ALLOWED_HOSTS:
        if host not in LOCAL_HOSTS:
            return f"https://{host.lstrip('.')}"
    return "http://localhost:8000"
