"""What a link is, guessed by its host."""

import re
from urllib.parse import urlsplit

MEDIA = ("video", "article", "docs", "book", "course", "repository", "other")

_VIDEO = ("youtube.com", "youtu.be", "vimeo.com", "twitch.tv", "ted.com", "dailymotion.com", "peertube.tv")
_REPOSITORY = ("github.com", "gitlab.com", "codeberg.org", "bitbucket.org", "sr.ht", "gist.github.com")
_COURSE = (
    "coursera.org", "udemy.com", "edx.org", "udacity.com", "khanacademy.org", "codecademy.com", "datacamp.com",
    "pluralsight.com", "freecodecamp.org/learn", "kaggle.com/learn", "fast.ai", "ocw.mit.edu", "exercism.org",
    "theodinproject.com", "skillshare.com", "futurelearn.com", "brilliant.org", "sqlbolt.com",
)  # fmt: skip
_BOOK = ("oreilly.com", "manning.com", "leanpub.com", "gutenberg.org", "packtpub.com", "nostarch.com")
_DOCS = (
    "readthedocs.io", "readthedocs.org", "rtfd.io", "developer.mozilla.org", "devdocs.io", "docs.rs", "pkg.go.dev",
    "scikit-learn.org", "pytorch.org/docs", "tensorflow.org/api_docs", "postgresql.org/docs", "sqlite.org", "w3.org",
    "numpy.org/doc", "pandas.pydata.org", "matplotlib.org", "djangoproject.com", "rfc-editor.org", "whatwg.org",
)  # fmt: skip
_PLACES = {"video": _VIDEO, "course": _COURSE, "book": _BOOK, "docs": _DOCS, "repository": _REPOSITORY}
_DOCS_HOST = re.compile(r"(?:docs?|documentation|reference|developers?)\.")
_VIDEO_FILE = re.compile(r"\.(?:mp4|webm|mov|m4v)$", re.IGNORECASE)


def guess_medium(url: str) -> str:
    """One of MEDIA for a cleaned link: "other" where there is no host, "article" where nothing says more."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    if not host:
        return "other"
    for medium, places in _PLACES.items():
        if any(_stands_at(host, parts.path, place) for place in places):
            return medium
    if _VIDEO_FILE.search(parts.path):
        return "video"
    return "docs" if _DOCS_HOST.match(host) or parts.path.startswith("/docs/") else "article"


def _stands_at(host: str, path: str, place: str) -> bool:
    domain, slash, folder = place.partition("/")
    at_domain = host == domain or host.endswith(f".{domain}")
    return at_domain and (not slash or path == f"/{folder}" or path.startswith(f"/{folder}/"))
