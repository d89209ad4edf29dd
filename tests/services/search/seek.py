"""A shop in which much was written, and what is found there."""

from __future__ import annotations

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from bot.bootstrap import Bot
from bot.db.conversations import Conversation, InboundMessage
from bot.domain.access import Viewer
from bot.domain.search_query import read_query
from bot.services.search.conditions import Seeker
from bot.services.search.filling import Hit, list_hits
from bot.services.search.finding import find_page
from bot.tasks.indexing import keep_index

ZONE = ZoneInfo("Asia/Kolkata")
_MOST = 1000
_AMPLE = 60.0  # seconds: what is found is looked at here, on however busy a machine


def add_talk(bot: Bot, merchant_id: int, customer_id: int, texts: Iterable[str] = (), **more: object) -> int:
    """A conversation in which the customer has written these, indexed."""
    with bot.database.writing.begin() as db:
        known = {
            "merchant_id": merchant_id,
            "public_id": f"talk-{merchant_id}-{customer_id}-{more.get('address')}",
            "customer_id": customer_id,
            "channel": "whatsapp",
            "address": f"+9198000{customer_id:05}",
            "our_address": "",
            "active_at": bot.now(),
            "created_at": bot.now(),
        }
        talk = Conversation(**known | more)
        db.add(talk)
        db.flush()
        for number, text in enumerate(texts):
            row = InboundMessage(
                merchant_id=merchant_id,
                provider="twilio",
                provider_sid=f"SM{talk.id}-{number}",
                conversation_id=talk.id,
                receiver="",
                kind="text",
                text=text,
                raw={},
                received_at=bot.now(),
            )
            db.add(row)
        talk_id = talk.id
    keep_index(bot)
    return talk_id


def seek(bot: Bot, viewer: Viewer, typed: str, seconds: float = _AMPLE) -> list[Hit]:
    """Everything that is found, in its order."""
    with bot.database.reading.begin() as db:
        seeker = Seeker(viewer, bot.now(), ZONE)
        page = find_page(db, seeker, read_query(typed), None, _MOST, seconds)
        assert page.next is None
        assert not page.is_cut
        return list_hits(db, viewer.merchant_id, page.found)


def texts(hits: Iterable[Hit]) -> list[str]:
    """What was written, of each hit that is a text."""
    return [hit.text.marked.text for hit in hits if hit.text]


def talks(hits: Iterable[Hit]) -> list[int]:
    """Ids of the conversations that were found themselves."""
    return [hit.conversation.id for hit in hits if hit.text is None]
