"""The pictures of notices, under an address of ours.

A template's picture address is fixed up to a variable at its end (FACTS 4.3), and shops keep their pictures anywhere.
So every picture is asked for at PICTURES/<token of its message>.jpg, which leads on to where it is.
"""

from __future__ import annotations

import re

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from bot.db.outgoing import OutgoingMessage
from bot.db.shop import Merchant

PICTURES = "/p/"  # below PUBLIC_URL
# WhatsApp wants a file's ending in the address; what the file is, its Content-Type says.
_ENDING = ".jpg"
_NAME = re.compile(rf"([A-Za-z0-9_-]{{1,64}}){re.escape(_ENDING)}")
_ADDRESS = (
    select(OutgoingMessage.picture_url, Merchant.logo_url)
    .join(Merchant, Merchant.id == OutgoingMessage.merchant_id)
    .where(OutgoingMessage.token == bindparam("token"))
)


def build_base(public_url: str) -> str:
    """What every picture's address begins with."""
    return public_url + PICTURES


def name_picture(token: str) -> str:
    """The name of an outgoing message's picture; goes into the template's variable."""
    return token + _ENDING


def find_address(db: Session, name: str) -> str | None:
    """Where the picture of this name is; the shop's logo for a message without one, None when there is neither."""
    named = _NAME.fullmatch(name)
    if named is None:
        return None
    found = db.execute(_ADDRESS, {"token": named[1]}).first()
    return next((url for url in found or () if _can_be_shown(url)), None)


def _can_be_shown(url: str) -> bool:
    """WhatsApp shows JPEG and PNG."""
    return url.startswith(("https://", "http://")) and not url.lower().endswith((".svg", ".gif", ".webp"))
