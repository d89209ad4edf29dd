"""Many rows by one statement hold what many statements would have written, on either database."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from bot.bootstrap import Bot
from bot.db.base import table_of
from bot.db.bulk import add_rows, insert_rows, update_rows
from bot.db.conversations import Conversation
from bot.db.outgoing import OutgoingMessage
from tests.cast import ASHA, SHOP_WHATSAPP, Cast
from tests.fakes import START

WORDS = [
    "plain",
    'O\'Brien "said" \\n {name} :rows %(x)s $1',
    "a line\nand another\ttab",
    "ઓર્ડર ক্ষ 👩‍👩‍👧 \u202eoops",
    "[1, null]",
    "",
]


def _talk(db: Session, cast: Cast, address: str = ASHA) -> Conversation:
    talk = Conversation(
        merchant_id=cast.shop,
        public_id=f"talk {address}",
        customer_id=cast.asha,
        channel="whatsapp",
        address=address,
        our_address=SHOP_WHATSAPP,
        created_at=START,
    )
    db.add(talk)
    db.flush()
    return talk


def _message(cast: Cast, talk: int, token: str, words: str, **more: Any) -> OutgoingMessage:
    return OutgoingMessage(
        merchant_id=cast.shop,
        token=token,
        conversation_id=talk,
        lane="broadcast",
        purpose="marketing",
        author="broadcast",
        locale="gu",
        text=words,
        values={"said": words, "none": None, "deep": {"of": [1, 2.5, True]}},
        queued_at=START + timedelta(microseconds=123456),
        **more,
    )


@pytest.mark.parametrize("words", WORDS)
def test_what_is_written_is_what_was_given(bot: Bot, cast: Cast, words: str) -> None:
    with bot.database.writing.begin() as db:
        talk = _talk(db, cast).id
        rows = [_message(cast, talk, "first", words, urgent=False), _message(cast, talk, "second", "x", sid="SM1")]
        add_rows(db, rows)
        ids = [row.id for row in rows]
    with bot.database.reading.begin() as db:
        one, other = (db.get_one(OutgoingMessage, row_id) for row_id in ids)
        assert (one.text, one.values) == (words, {"said": words, "none": None, "deep": {"of": [1, 2.5, True]}})
        assert (one.queued_at, one.claimed_at, one.sid, one.urgent) == (
            START + timedelta(microseconds=123456),
            None,
            None,
            False,
        )
        # What nobody said is what the table says: also where it is no or nothing.
        assert (other.state, other.rank, other.urgent, other.picture_url, other.sid) == ("queued", 0, True, "", "SM1")


def test_a_change_changes_its_rows_and_no_other(bot: Bot, cast: Cast) -> None:
    with bot.database.writing.begin() as db:
        talk = _talk(db, cast).id
        rows = [_message(cast, talk, f"token {number}", "before") for number in range(3)]
        add_rows(db, rows)
        ids = [row.id for row in rows]
        told = [{"id": one, "text": WORDS[1], "claimed_at": START, "values": {"n": one}} for one in ids[:2]]
        update_rows(db, table_of(OutgoingMessage), told)
    with bot.database.reading.begin() as db:
        found = [db.get_one(OutgoingMessage, one) for one in ids]
        assert [one.text for one in found] == [WORDS[1], WORDS[1], "before"]
        assert [one.claimed_at for one in found] == [START, START, None]
        assert [one.values.get("n") for one in found] == [*ids[:2], None]


def test_who_is_there_is_left_as_they_are(bot: Bot, cast: Cast) -> None:
    with bot.database.writing.begin() as db:
        there = _talk(db, cast)
        row = {
            "merchant_id": cast.shop,
            "customer_id": cast.asha,
            "channel": "whatsapp",
            "our_address": SHOP_WHATSAPP,
            "created_at": START,
            "owner": "assistant",
            "status": "resolved",
            "epoch": 0,
            "version": 7,
        }
        new = [row | {"public_id": f"new {address}", "address": address} for address in (ASHA, "IN.123")]
        known = {name for name in row} | {"public_id", "address"}
        rest = {
            column.key: column.default.arg
            for column in table_of(Conversation).columns
            if isinstance(column.default, ScalarElementColumnDefault) and column.key not in known
        }
        insert_rows(
            db,
            table_of(Conversation),
            [rest | one for one in new],
            unless=("merchant_id", "channel", "address"),
        )
        found = db.execute(select(Conversation.address, Conversation.public_id).order_by(Conversation.address)).all()
        assert sorted(map(tuple, found)) == sorted([(ASHA, there.public_id), ("IN.123", "new IN.123")])


def test_nothing_to_write_is_nothing_asked(bot: Bot, cast: Cast) -> None:
    with bot.database.writing.begin() as db:
        insert_rows(db, table_of(OutgoingMessage), [])
        update_rows(db, table_of(OutgoingMessage), [])
        add_rows(db, [])
        assert db.scalars(select(OutgoingMessage.id)).all() == []
