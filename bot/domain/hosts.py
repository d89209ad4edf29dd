"""Web addresses that come from outside: which may be shown, and on whose hosts they are."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import SplitResult, urlsplit

LONGEST = 2000
# Browsers read a backslash as a slash and drop line ends, parsers don't: where the two differ, redirects go astray.
_UNSAFE = re.compile(r"[\x00-\x20\x7f-\xa0\\\u2028\u2029]")
_HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")


def showable(url: str) -> str:
    """The address if a page may point at it or show it as a picture, else ""; javascript: and the like are not."""
    parts = _split(url)
    return url if parts is not None and parts.scheme in ("http", "https") else ""


def listed(name: str) -> str:
    """A host as it is compared, from its name or an address: "https://www.Rangoli.example/" is rangoli.example.

    "" for what names none: one without a dot would stand for half of the web.
    """
    parts = _split(name if "//" in name else f"//{name}")
    return _ascii(parts).removeprefix("www.") if parts is not None else ""


def is_on(url: str, hosts: Iterable[str]) -> bool:
    """Whether it is a plain https address on one of these hosts (as `listed` returns them) or below one of them."""
    parts = _split(url)
    if parts is None or parts.scheme != "https" or parts.port not in (None, 443):
        return False
    host = _ascii(parts)
    return bool(host) and any(host == known or host.endswith(f".{known}") for known in hosts if known)


def _split(url: str) -> SplitResult | None:
    """The parts of an address with a host; None for one that readers could take in different ways."""
    if not url or len(url) > LONGEST or _UNSAFE.search(url):
        return None
    try:
        parts = urlsplit(url)
        _ = parts.port  # reading it is what checks it
    except ValueError:
        return None
    return parts if parts.hostname and "@" not in parts.netloc else None


def _ascii(parts: SplitResult) -> str:
    try:
        host = (parts.hostname or "").encode("idna").decode()
    except UnicodeError:
        return ""
    return host if _HOST.fullmatch(host) else ""
