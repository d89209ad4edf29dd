"""Each operator finds what it says, on both databases, and nothing of what the viewer may not see."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from bot.bootstrap import Bot
from bot.db.conversations import Conversation, InboundMessage, Media
from bot.db.desk import Note, Stretch, TimelineEvent
from bot.db.inbox import ConversationLabel, Label
from bot.db.orders import Order, Parcel
from bot.domain.access import StaffRole, Viewer
from bot.domain.timeline import TimelineKind
from bot.services.desk.flags import Flag, find_flags
from bot.tasks.indexing import keep_index
from tests.api.people import add_person
from tests.cast import Cast
from tests.services.search.seek import add_talk, seek, talks, texts

OF_ASHA = [
    "from:asha",
    "from:આશા",
    'from:"patel asha"',
    "assignee:ravi",
    "-assignee:nobody",
    "owner:agent",
    "in:open -owner:assistant",
    "label:damage",
    'label:"Damage "',
    "locale:gu",
    "order:#1042",
    "order:૧૦૪૨",
    "1042",
    "awb:149-022",
    "149022",
    "phone:00001",
    "+919800000001",
    "is:unanswered",
    "is:late",
    "is:cod",
    "is:withheld",
    "has:photo",
    "has:note",
    "has:rating",
    "waiting>10m",
    "after:2026-11-21 before:2026-11-22 from:asha",
]
NOT_OF_ASHA = ["-from:asha", "assignee:nobody", "in:snoozed", "-label:damage", "-is:late", "-1042", "waiting>2d"]


@pytest.fixture
def both(bot: Bot, cast: Cast) -> tuple[int, int]:
    """A conversation of which everything is so, and one of which nothing is; ids."""
    ravi = add_person(bot, cast.shop, "ravi@example.in", StaffRole.AGENT)
    asha = add_talk(bot, cast.shop, cast.asha, ["where is my order"], assignee_id=ravi, owner="agent")
    john = add_talk(bot, cast.shop, cast.john, ["Where is MY order"], status="resolved")
    now, of = bot.now(), {"merchant_id": cast.shop, "conversation_id": asha}
    with bot.database.writing.begin() as db:
        db.get_one(Conversation, asha).waiting_since = now - timedelta(minutes=11)
        label = Label(merchant_id=cast.shop, name="damage", key="damage", colour="#fff")
        order = Order(
            merchant_id=cast.shop,
            customer_id=cast.asha,
            number="#1042",
            payment="cod",
            total=1,
            placed_at=now,
            promised_on=now.date() - timedelta(days=3),
        )
        other = Order(merchant_id=cast.shop, customer_id=cast.asha, number="#7", payment="cod", total=1, placed_at=now)
        db.add_all([label, order, other])
        db.flush()
        message = db.scalars(select(InboundMessage.id).where(InboundMessage.conversation_id == asha)).one()
        db.add_all(
            [
                ConversationLabel(label_id=label.id, **of),
                Parcel(
                    merchant_id=cast.shop,
                    order_id=order.id,
                    courier="x",
                    tracking_number="149022",
                    stage="in_transit",
                    stage_at=now,
                ),
                TimelineEvent(kind=TimelineKind.WITHHELD, values={}, at=now, **of),
                Stretch(why="asked", opened_at=now, stars=5, **of),
                Note(text="call back", at=now, **of),
                Media(merchant_id=cast.shop, inbound_id=message, position=0, url="", content_type="image/jpeg"),
            ]
        )
    keep_index(bot)
    return asha, john


def test_each_operator_finds_what_it_says(bot: Bot, cast: Cast, both: tuple[int, int]) -> None:
    asha, john = both
    viewer = Viewer(cast.shop, None)
    found = {typed: talks(seek(bot, viewer, typed)) for typed in (*OF_ASHA, *NOT_OF_ASHA)}
    nothing = {"in:snoozed", "waiting>2d"}
    assert found == {typed: [asha] for typed in OF_ASHA} | {
        typed: [] if typed in nothing else [john] for typed in NOT_OF_ASHA
    }
    assert set(talks(seek(bot, viewer, "in:all"))) == {asha, john}
    assert texts(seek(bot, viewer, "order in:resolved")) == ["Where is MY order"]
    assert texts(seek(bot, viewer, "order -in:resolved before:2020-01-01")) == []
    assert len(seek(bot, viewer, f"order after:{date.today():%Y}-01-01")) == 2
    assert talks(seek(bot, viewer, "-call")) == [john]


def test_what_is_late_is_what_the_list_marks_as_late(bot: Bot, cast: Cast, both: tuple[int, int]) -> None:
    with bot.database.reading.begin() as db:
        page = db.scalars(select(Conversation)).all()
        flags = find_flags(db, cast.shop, page, bot.now())
    for mark, flag in (("late", Flag.LATE), ("cod", Flag.COD), ("withheld", Flag.WITHHELD)):
        found = set(talks(seek(bot, Viewer(cast.shop, None), f"is:{mark}")))
        assert found == {talk for talk, flagged in flags.items() if flag in flagged}


def test_a_name_comes_before_what_was_written(bot: Bot, cast: Cast) -> None:
    talk = add_talk(bot, cast.shop, cast.asha, ["tell asha"])
    hits = seek(bot, Viewer(cast.shop, None), "asha")
    assert (talks(hits), texts(hits)) == ([talk], ["tell asha"])
