"""What is taken back: whatever has not left, by the table of steps; and never what may have."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from bot.bootstrap import Bot
from bot.db.notices import Moment, Notice
from bot.db.outgoing import OutgoingMessage
from bot.domain.channels import Channel, WayToCustomer
from bot.domain.delivery import TRANSITIONS, DeliveryState
from bot.services.messages import taking_back
from bot.services.people import conversations
from tests.cast import ASHA, SHOP_WHATSAPP, Cast
from tests.driver import rows
from tests.fakes import Watch

S = DeliveryState


def store(db: Session, cast: Cast, now: datetime) -> dict[S, int]:
    """A message to Asha in every state there is, each of a notice of its own: state -> the notice's id."""
    talk = conversations.open_new(db, cast.shop, cast.asha, WayToCustomer(Channel.WHATSAPP, ASHA, SHOP_WHATSAPP), now)
    moment = Moment(merchant_id=cast.shop, kind="order.placed", subject="1", customer_id=cast.asha, at=now, values={})
    told = {}
    for state in S:
        notice = Notice(
            merchant_id=cast.shop, moment=moment, rule=state, customer_id=cast.asha, due_at=now, expires_at=now,
        )  # fmt: skip
        db.add(notice)
        db.flush()
        told[state] = notice.id
        db.add(
            OutgoingMessage(
                merchant_id=cast.shop, token=state, conversation=talk, lane="notice", purpose="utility",
                author="system", key="notice.placed", locale="en", text="…", state=state, queued_at=now,
                notice_id=notice.id, held_because="quiet_hours" if state is S.HELD else None,
            )
        )  # fmt: skip
    return told


@pytest.mark.parametrize(
    ("act", "taken"),
    [(taking_back.take_back, {S.QUEUED, S.HELD}), (taking_back.forget, {S.QUEUED, S.HELD, S.UNKNOWN})],
)
def test_it_cancels_what_has_not_left_and_says_why(
    bot: Bot, cast: Cast, watch: Watch, act: Callable[..., object], taken: set[S]
) -> None:
    with bot.database.writing.begin() as db:
        store(db, cast, watch())
        act(db, OutgoingMessage.merchant_id == cast.shop, "cart_changed", watch())
    for row in rows(bot, OutgoingMessage):
        was = S(row.token)
        told = (row.state, row.ended_because, row.held_because, row.finished_at)
        assert told == ((S.CANCELED, "cart_changed", None, watch()) if was in taken else (was, None, None, None))
        assert was not in taken or S.CANCELED in TRANSITIONS[was]


def test_it_names_the_notices_that_are_unsaid(bot: Bot, cast: Cast, watch: Watch) -> None:
    with bot.database.writing.begin() as db:
        told = store(db, cast, watch())
        unsaid = taking_back.take_back(db, OutgoingMessage.merchant_id == cast.shop, "cart_changed", watch())
    assert unsaid == {told[S.QUEUED], told[S.HELD]}


def test_it_leaves_other_messages_alone(bot: Bot, cast: Cast, watch: Watch) -> None:
    with bot.database.writing.begin() as db:
        store(db, cast, watch())
        assert not taking_back.take_back(db, OutgoingMessage.merchant_id == cast.other_shop, "cart_changed", watch())
    assert all(row.state == row.token for row in rows(bot, OutgoingMessage))
