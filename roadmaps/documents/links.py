"""Addresses: what may be linked to, and what a link is by its host."""

import ipaddress
import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from roadmaps.documents.lines import line as _
from roadmaps.documents.media import guess_medium as guess_medium  # so that one import gives all about links
from roadmaps.documents.problem import Note
from roadmaps.documents.text import find_forbidden, name_character

MAX_URL = 2_000

_SCHEME = re.compile(r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*):")
_HOST_AND_PORT = re.compile(r"(?P<host>\[[0-9A-Fa-f:.]+\]|[^:\[\]]+)(?::(?P<port>[0-9]{1,5}))?")
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_NUMBER_LABEL = re.compile(r"[0-9]+|0x[0-9a-f]*")
_AROUND_PLACE = re.compile(r"^[a-z]+:(?://(?:www\.)?)?|[?#].*")
# What most links look like; no longer than a host may be, so that its length needs no look
_PLAIN = re.compile(r"https?://(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}(?:[/?#][!#-;=?-\[\]^_a-z{|}~]*)?")
_LONGEST_PLAIN = 250
_MAILBOX = re.compile(r"[\w.!$&'*/=^`{|}~+-]+", re.ASCII)
# Letters that show nothing, though Unicode counts them as letters or marks.
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u2800\u3164\uffa0")
_UNSAFE_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zs", "Zl", "Zp"})
_MARKUP = frozenset('\\<>"`')


@dataclass(frozen=True, slots=True)
class CleanLink:
    """A link that may be kept.

    url: the form to store and compare, "" when there is nothing to keep; href: where it leads, "" when it is to be
    shown as text only; note: what the author should know.
    """

    url: str
    href: str
    note: Note | None = None


class LinkError(ValueError):
    """The text is no link that may be kept."""

    def __init__(self, message: str, hint: str = "", *, code: str = "bad-link") -> None:
        super().__init__(message)
        self.note = Note(code, message, hint)
        self.message = message
        self.hint = hint


def clean_link(url: str, *, base: str = "") -> CleanLink:
    """The link in its one stored form: NFC, scheme and host in small letters.

    `base` is the address against which site-relative links ("/blog/") are resolved. Raises LinkError.
    """
    text = url.strip(" ")
    _refuse_length(text)
    text = unicodedata.normalize("NFC", text)
    _refuse_length(text)
    _refuse_characters(text)
    if text.startswith("#"):
        return CleanLink(
            "", "", Note("link-dropped", _("a link within its own page leads nowhere here; it is dropped"))
        )
    if text.startswith("/"):
        return _clean_relative(text, base)
    scheme = _SCHEME.match(text)
    if scheme is None:
        raise LinkError(
            _("a link starts with https://, http://, mailto: or /"), _("write https://%(text)s?", text=text)
        )
    match scheme["scheme"].lower():
        case "http" | "https":
            clean = _clean_web(text)
        case "mailto":
            clean = _clean_mail(text[scheme.end() :])
        case other:
            raise LinkError(
                _("a link with %(other)s: is not allowed", other=other), _("use https://, http:// or mailto:")
            )
    return CleanLink(clean, clean)


def is_plain_link(text: str) -> bool:
    """Whether a glance shows that `clean_link` gives back the text as it is. Most links pass; any other may be fine."""
    return len(text) <= _LONGEST_PLAIN and _PLAIN.fullmatch(text) is not None


def display_host(url: str) -> str:
    """The host as people say it ("youtube.com"), the address of a mailto:, "" for anything else."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return ""
    return parts.path if parts.scheme == "mailto" else host.removeprefix("www.")


def say_place(url: str) -> str:
    """Host and path of a cleaned link: what tells it from others in words."""
    return _AROUND_PLACE.sub("", url)


def _refuse_length(text: str) -> None:
    if not text:
        raise LinkError(_("a link is empty"))
    if len(text) > MAX_URL:
        raise LinkError(_("a link is longer than %(limit)s characters", limit=MAX_URL))


def _refuse_characters(text: str) -> None:
    for char in text:
        if char == " ":
            raise LinkError(_("a link has a space in it"), _("write %%20"))
        if char == "\\":
            raise LinkError(_("a link has a backslash in it"), _("write /"))
        if char in _MARKUP:
            raise LinkError(_("a link has %(char)s in it", char=char), _("write %%%(code)s", code=f"{ord(char):02X}"))
        if char in _BLANK or unicodedata.category(char) in _UNSAFE_CATEGORIES:
            raise LinkError(_("a link has %(name)s in it", name=name_character(char)), _("remove it"))
    for character in find_forbidden(text):
        raise LinkError(_("a link has %(name)s in it", name=character.name), _("remove it"))


def _clean_relative(text: str, base: str) -> CleanLink:
    if text.startswith("//"):
        raise LinkError(_("a link starts with //"), _("write https:// before it"))
    if base:
        return CleanLink(text, clean_link(urljoin(base, text)).url)
    note = Note("link-relative", _("a link within a site, and no LINK_BASE is set: it is shown as text"))
    return CleanLink(text, "", note)


def _clean_web(text: str) -> str:
    try:
        parts = urlsplit(text)
    except ValueError as error:
        raise LinkError(_("a link's host is not valid")) from error
    # urlsplit forgives a missing or single slash; browsers then disagree about the host
    if not text[len(parts.scheme) + 1 :].startswith("//") or not parts.netloc:
        raise LinkError(_("a link has no host"), _("write https://host/path"))
    if "@" in parts.netloc:
        raise LinkError(_("a link has a user name or password in it"), _("remove what stands before the @"))
    place = _HOST_AND_PORT.fullmatch(parts.netloc)
    if place is None or (place["port"] is not None and not 0 < int(place["port"]) < 65_536):
        raise LinkError(_("a link's host or port is not valid"))
    host = _clean_host(place["host"])
    netloc = host if place["port"] is None else f"{host}:{place['port']}"
    rest = re.search(r"[/?#].*", text[text.index("//") + 2 :])
    return f"{parts.scheme}://{netloc}{rest.group() if rest else ''}"


def _clean_host(host: str) -> str:
    """The host in small letters. Raises LinkError for anything that is not a plain name or an IP address."""
    low = host.lower()
    # what only looks like a dot or a slash, or is read as another letter, has no place in a host
    odd = any(unicodedata.category(char)[0] not in "LMN" for char in low if not char.isascii())
    if odd or len(low) > 253 or unicodedata.normalize("NFKC", low) != low:
        raise LinkError(_("a link's host is not valid"))
    try:
        if low.startswith("["):
            return f"[{ipaddress.IPv6Address(low[1:-1])}]"
        if _NUMBER_LABEL.fullmatch(low.rpartition(".")[2]):
            return str(ipaddress.IPv4Address(low))
        ascii_form = low.encode("idna").decode("ascii")
    except ValueError as error:
        raise LinkError(_("a link's host %(host)s is not valid", host=host)) from error
    if len(ascii_form) > 253 or not all(map(_LABEL.fullmatch, ascii_form.split("."))):
        raise LinkError(_("a link's host %(host)s is not valid", host=host))
    return low


def _clean_mail(text: str) -> str:
    address, mark, query = text.partition("?")
    mailbox, at, host = address.rpartition("@")
    if not at or not _MAILBOX.fullmatch(mailbox) or ".." in mailbox:
        raise LinkError(_("a mailto: link has no valid address"), _("write mailto:name@example.org"))
    if re.search(r"%0[0-9a-f]|%1[0-9a-f]", query, re.IGNORECASE):
        raise LinkError(_("a mailto: link has a control character in it"), _("remove what follows the ?"))
    return f"mailto:{mailbox}@{_clean_host(host)}{mark}{query}"
