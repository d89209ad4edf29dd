"""A picture sent after a damage was told belongs to that request."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.db.conversations import Conversation, InboundMessage, Media
from bot.db.engine import Database
from bot.db.requests import Request
from bot.services.chat.without_model import answer_wordless
from tests.actions.conftest import WhoChats


def answer_to(database: Database, content_type: str, *, hours_later: int = 0) -> tuple[str, str]:
    """What John's file is answered with, and what his request says then."""
    now = datetime.now(UTC) + timedelta(hours=hours_later)
    with database.writing.begin() as db:
        talk = db.scalars(select(Conversation).where(Conversation.public_id == "c_John")).one()
        inbound = InboundMessage(
            merchant_id=talk.merchant_id,
            provider="sim",
            provider_sid="MM1",
            conversation_id=talk.id,
            receiver=talk.our_address,
            kind="media",
            text="",
            raw={},
            received_at=now,
        )
        db.add(inbound)
        db.flush()
        media = {"inbound_id": inbound.id, "position": 0, "url": "https://x.test/1", "content_type": content_type}
        db.add(Media(merchant_id=talk.merchant_id, **media))
        db.flush()
        answered = answer_wordless(db, talk, inbound, "", now)
        assert answered
        request = db.scalars(select(Request)).one()
        said = answered.said[0]
        if said.key == "media.added":
            assert said.values == {"reference": request.reference}
        return str(said.key), request.detail


@pytest.mark.parametrize("content_type", ["image/jpeg", "video/mp4"])
def test_it_adds_a_picture_to_the_request_just_made(chat: WhoChats, database: Database, content_type: str) -> None:
    chat("John").says("report_damaged", "my order 1046 came all broken today", order_number="1046")
    key, detail = answer_to(database, content_type)
    assert key == "media.added"
    assert "[picture or video, message " in detail


def test_it_asks_about_a_picture_much_later(chat: WhoChats, database: Database) -> None:
    chat("John").says("report_damaged", "my order 1046 came all broken today", order_number="1046")
    assert answer_to(database, "image/jpeg", hours_later=2)[0] == "media.picture"


def test_it_asks_about_a_picture_after_another_kind(chat: WhoChats, database: Database) -> None:
    chat("John").says("payment_failed", "i paid on your site and got nothing at all")
    assert answer_to(database, "image/jpeg")[0] == "media.picture"
    with database.reading.begin() as db:
        assert "[picture" not in db.scalars(select(Request)).one().detail
