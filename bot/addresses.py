"""Where our pages are and where they find the stream of changes, as a browser sees it."""

from __future__ import annotations

from urllib.parse import urlsplit

from bot.config import THIS_MACHINE, Settings


def find_live(settings: Settings, host: str) -> str:
    """Return where a page that was opened at this host (127.0.0.1:8000) finds the stream of changes."""
    found, page = urlsplit(settings.live_url), urlsplit(f"//{host}").hostname
    if found.hostname in THIS_MACHINE and page in THIS_MACHINE:
        # The cookie of the session belongs to the name by which the page was opened.
        return found._replace(netloc=f"{page}:{found.port}").geturl()
    return settings.live_url


def list_origins(settings: Settings) -> frozenset[str]:
    """Return the origins of our own pages, as browsers write them."""
    place = urlsplit(settings.public_url)
    if place.hostname not in THIS_MACHINE:
        return frozenset({f"{place.scheme}://{place.netloc.lower()}"})
    port = f":{place.port}" if place.port else ""
    return frozenset(f"{place.scheme}://{name}{port}" for name in THIS_MACHINE)


def list_asked(settings: Settings, host: str) -> str:
    """Return whom a page that was opened at this host may ask, as a policy (CSP) has it: itself, and where changes are.

    The second is said only where it is not the page's own origin.
    """
    place = urlsplit(find_live(settings, host))
    origin = f"{place.scheme}://{place.netloc.lower()}"
    return "'self'" if origin in list_origins(settings) else f"'self' {origin}"
