"""Who opens an address: a person, or a program that looks ahead for one."""

from __future__ import annotations

import re

from werkzeug.wrappers import Request

# Messengers and networks that draw a preview, search engines, tools. Cubot is a phone; the browsers inside
# messengers name the messenger too, but after a whole browser's name.
_PROGRAMS = re.compile(
    r"(?<!cu)bot\b|crawl|spider|preview|headless|monitor|scan|facebookexternalhit|facebookcatalog|skypeuri|embedly"
    r"|slurp|^whatsapp|^curl|^wget|^python|^go-http|^java|^okhttp|^libwww|^node|^axios",
    re.IGNORECASE,
)
_AHEAD = ("Purpose", "Sec-Purpose", "X-Purpose", "X-Moz")


def is_person(request: Request) -> bool:
    """Whether this visit counts. Who pretends to be a browser is counted as one."""
    agent = request.headers.get("User-Agent", "").strip()
    ahead = any(request.headers.get(name, "").lower().startswith(("prefetch", "preview")) for name in _AHEAD)
    return request.method == "GET" and bool(agent) and not ahead and not _PROGRAMS.search(agent)
