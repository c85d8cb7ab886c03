"""Keys in addresses. Django's own slug converter refuses Unicode."""

from roadmaps.documents.keys import KEY_PATTERN


class KeyConverter:
    """A key of the file format; "-" alone is none, so it can stand for "the thing itself" in an address."""

    regex = KEY_PATTERN

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
