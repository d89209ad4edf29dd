"""Who may open a stream: whom the API would let in (bot/api/access.py), from our own pages or by a key."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from starlette.requests import Request

from bot.addresses import list_origins
from bot.api.access import cookie_name
from bot.bootstrap import Bot
from bot.db.engine import Session
from bot.db.staff import StaffSession
from bot.domain.access import PERMISSIONS, Permission, StaffRole, Viewer
from bot.live.stream import Stream
from bot.services.shop import api_keys
from bot.services.staff import sessions
from bot.services.staff.audit import Actor
from bot.services.staff.viewing import find_view

_BEARER = re.compile(r"Bearer +(dk_[A-Za-z0-9_-]{20,100})", re.IGNORECASE)
_NEEDED = Permission.CONVERSATIONS_READ


class Refused(Exception):
    """Whoever asks is not let in: with a status, what is wrong, and what to do about it."""

    def __init__(self, status: int, title: str, detail: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(title)
        self.status, self.title, self.detail, self.headers = status, title, detail, dict(headers or {})


def check_origin(bot: Bot, request: Request) -> None:
    """Check that no other site's page asks: browsers say from where, and programs say nothing.

    Raises:
        Refused: one does.
    """
    origin, site = request.headers.get("Origin"), request.headers.get("Sec-Fetch-Site", "none")
    elsewhere = site not in ("same-origin", "none") if origin is None else not is_ours(bot, origin)
    if elsewhere:
        raise Refused(403, "Not from our page", f"Streams are for pages of {bot.settings.public_url} and for programs.")


def is_ours(bot: Bot, origin: str) -> bool:
    """Whether an Origin is that of our own pages."""
    return origin in list_origins(bot.settings)


def let_in(bot: Bot, request: Request) -> Stream:
    """Return a new stream for whoever asks.

    Raises:
        Refused: by no session and no key that is good, or for one that may not read conversations.
    """
    written = request.headers.get("Authorization")
    key = None if written is None else _BEARER.fullmatch(written)
    token = request.cookies.get(cookie_name(bot), "") if written is None else key[1] if key else ""
    stream = Stream(Viewer(0, None), token, by_key=written is not None)
    viewer = find_viewers(bot, [stream])[stream] if token else None
    if viewer is None:
        remedy = "Log in (POST /session), or send the header Authorization: Bearer dk_… with a key that has the scope"
        raise Refused(401, "Not authorized", f"{remedy} {_NEEDED}.", {"WWW-Authenticate": 'Bearer realm="Dastak"'})
    stream.viewer = viewer
    return stream


def find_viewers(bot: Bot, streams: Sequence[Stream]) -> dict[Stream, Viewer | None]:
    """Return through whose eyes each stream is told now; None for what is no good any more, or does not suffice."""
    tokens = {stream.token for stream in streams if not stream.by_key}
    with bot.database.reading.begin() as db:
        going = sessions.find_sessions(db, tokens, bot.now())
        return {stream: _by_key(db, stream) if stream.by_key else _by_session(db, going, stream) for stream in streams}


def _by_key(db: Session, stream: Stream) -> Viewer | None:
    key = api_keys.find(db, stream.token)
    return Viewer(key.merchant_id, None) if key and _NEEDED in key.scopes else None


def _by_session(db: Session, going: Mapping[str, StaffSession], stream: Stream) -> Viewer | None:
    session = going.get(stream.token)
    role = StaffRole(session.staff.role) if session else StaffRole.AGENT
    if session is None or _NEEDED not in PERMISSIONS[role]:
        return None
    return find_view(db, Actor(session.merchant_id, staff_id=session.staff_id), role)
