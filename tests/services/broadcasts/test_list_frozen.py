"""The list of a broadcast's people: once each, nobody forgotten, whoever dies in between."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from sqlalchemy import update

from bot.bootstrap import Bot
from bot.db.broadcasts import Broadcast
from bot.db.people import Consent, Customer
from bot.domain.broadcasts import STEPS, BroadcastState
from bot.services.broadcasts import audience, draft, freezing, launch, watching
from bot.services.broadcasts.audience import BadAudience
from bot.services.broadcasts.draft import BadDraft, BroadcastDraft
from bot.services.broadcasts.launch import NotStarted, OtherNumber
from bot.services.messages import broadcasts
from tests.cast import Cast
from tests.fakes import ACCOUNT, Watch
from tests.services.broadcasts.crowd import (
    KEY,
    VALUES,
    Died,
    add_crowd,
    draft_for,
    freeze,
    read,
    recipients,
    start,
)


def test_the_list_has_everybody_once_whoever_dies_in_between(bot: Bot, cast: Cast) -> None:
    ids = add_crowd(bot, cast, 7)
    broadcast_id = draft_for(bot, cast)
    start(bot, broadcast_id, 7)
    for step in range(4):
        with pytest.raises(Died):
            _die_freezing(bot, broadcast_id)
        assert len(recipients(bot, broadcast_id)) <= 2 * step
        with bot.database.writing.begin() as db:
            freezing.freeze_batch(db, broadcast_id, bot.now(), 2)
    freeze(bot, broadcast_id, 2)
    late = add_crowd(bot, cast, 1)
    freeze(bot, broadcast_id, 2)
    assert [row.customer_id for row in recipients(bot, broadcast_id)] == ids
    assert late[0] not in ids
    assert read(bot, broadcast_id).state == BroadcastState.RUNNING


def test_the_audience_knows_no_strangers_nor_who_took_their_word_back(bot: Bot, cast: Cast) -> None:
    ids = add_crowd(bot, cast, 4)
    asked = {"customers": [*ids, cast.meera, 99_999]}
    with bot.database.writing.begin() as db:
        db.add(_word(cast, ids[0], "any", False, bot))
        db.add(_word(cast, ids[1], "marketing", False, bot))
        db.add(_word(cast, ids[1], "any", True, bot))
        db.execute(update(Customer).where(Customer.id == ids[2]).values(merged_into=ids[3]))
        agreed = set(db.scalars(audience.select_audience(db, cast.shop, {"agreed": True}, bot.now())))
        assert agreed == {ids[1], ids[3]}
        assert set(db.scalars(audience.select_audience(db, cast.shop, asked, bot.now()))) == {ids[0], ids[1], ids[3]}
        assert audience.count_audience(db, cast.other_shop, {"agreed": True}, bot.now()) == 0


def test_a_start_confirms_the_present_number_and_happens_once(bot: Bot, cast: Cast, watch: Watch) -> None:
    add_crowd(bot, cast, 2)
    broadcast_id = draft_for(bot, cast)
    with bot.database.writing.begin() as db:
        with pytest.raises(OtherNumber) as raised:
            launch.start(db, db.get_one(Broadcast, broadcast_id), 3, ACCOUNT, None, bot.now())
        assert raised.value.present == 2
    start(bot, broadcast_id, 2)
    freeze(bot, broadcast_id)
    began = read(bot, broadcast_id)
    watch.advance(minutes=5)
    start(bot, broadcast_id, 2)
    again = read(bot, broadcast_id)
    assert (again.state, again.began_at, again.expires_at) == ("running", began.began_at, began.expires_at)


def test_what_would_begin_long_after_its_time_asks_first(bot: Bot, cast: Cast, watch: Watch) -> None:
    add_crowd(bot, cast, 1)
    broadcast_id = draft_for(bot, cast)
    with bot.database.writing.begin() as db:
        launch.start(db, db.get_one(Broadcast, broadcast_id), 1, ACCOUNT, None, bot.now())
    watch.advance(hours=3)
    with bot.database.writing.begin() as db:
        assert watching.find_watched(db, bot.now()).due == (broadcast_id,)
        assert not launch.begin(db, broadcast_id, bot.now())
    late = read(bot, broadcast_id)
    assert (late.state, late.reason, late.starts_at) == ("draft", "late", None)


def test_only_steps_of_the_table_are_taken(bot: Bot, cast: Cast) -> None:
    broadcast_id = draft_for(bot, cast)
    for before, after in product(BroadcastState, BroadcastState):
        with bot.database.writing.begin() as db:
            db.execute(update(Broadcast).where(Broadcast.id == broadcast_id).values(state=before))
            assert broadcasts.take_step(db, broadcast_id, after, bot.now()) == (after in STEPS[before])


def test_it_refuses_a_draft_that_could_never_be_sent(bot: Bot, cast: Cast) -> None:
    flawed: list[tuple[dict[str, Any], str]] = [
        ({"key": "notice.shipped"}, "key: 'notice.shipped'"),
        ({"values": {}}, "values: amount is missing"),
        ({"values": VALUES | {"other": {"text": "x"}}}, "no field other"),
        ({"values": VALUES | {"code": {"field": "email"}}}, "values: code: give"),
        ({"values": VALUES | {"code": {"text": "a\nb"}}}, "values: code: the text is one line"),
        ({"audience": {"customers": []}}, "customers"),
        ({"name": " "}, "name: give"),
        ({"fallback_locale": "xx"}, "fallback_locale: choose one of"),
        ({"lasts_hours": 0}, "lasts_hours"),
        ({"stop_percent": 0}, "stop_percent"),
        ({"budget_micros": 0}, "budget_micros"),
    ]
    whole: dict[str, Any] = {"name": "Thanks", "key": KEY, "values": VALUES, "audience": {"agreed": True}}
    with bot.database.writing.begin() as db:
        for change, said in flawed:
            with pytest.raises(BadDraft, match=said):
                draft.add_draft(db, cast.shop, BroadcastDraft(**whole | change), bot.now())
    nothings: list[dict[str, Any]] = [{}, {"agreed": False}, {"customers": [True]}, {"customers": "1"}, {"segment": 9}]
    with bot.database.writing.begin() as db:
        for nothing in [*nothings, {"customers": list(range(5001))}, {"agreed": True, "segment": 1}]:
            with pytest.raises(BadAudience):
                audience.check_audience(db, cast.shop, nothing)


def test_it_does_not_start_what_nobody_could_get(bot: Bot, cast: Cast) -> None:
    broadcast_id = draft_for(bot, cast)
    with bot.database.writing.begin() as db:
        row = db.get_one(Broadcast, broadcast_id)
        with pytest.raises(NotStarted, match="Nobody"):
            launch.start(db, row, 0, ACCOUNT, None, bot.now())
        with pytest.raises(NotStarted, match="no template"):
            launch.start(db, row, 0, "ACother", None, bot.now())


def _die_freezing(bot: Bot, broadcast_id: int) -> None:
    with bot.database.writing.begin() as db:
        freezing.freeze_batch(db, broadcast_id, bot.now(), 2)
        raise Died


def _word(cast: Cast, customer_id: int, purpose: str, granted: bool, bot: Bot) -> Consent:
    whole = {"merchant_id": cast.shop, "customer_id": customer_id, "channel": "whatsapp", "source": "keyword"}
    return Consent(**whole, purpose=purpose, granted=granted, words="", at=bot.now())
