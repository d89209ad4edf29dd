"""Webhooks of shops with Twilio accounts of their own: checked by the account they name, and for its shop alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.bootstrap import Bot
from bot.db.conversations import InboundMessage, KeptRequest
from bot.db.outgoing import OutgoingMessage, StatusEvent
from bot.db.shop import Merchant
from bot.services.accounts import own
from bot.webhooks.spooled import replay_spool
from tests.accounts import KEY, NEXT_KEY, OTHERS, OTHERS_KEY, THEIRS, give, say, ways_of
from tests.cast import MEERA, OTHER_WHATSAPP, Cast
from tests.driver import callback, post, rows, whatsapp_form, work
from tests.fakes import ACCOUNT, TOKEN, FakeMessenger, Watch, signed
from tests.tables import away


def test_a_message_is_checked_with_the_token_of_the_account_it_names(bot: Bot, cast: Cast) -> None:
    give(bot, cast.shop)
    assert say(bot, KEY) == 200
    assert [one.merchant_id for one in rows(bot, InboundMessage)] == [cast.shop]
    for token, sid in [(TOKEN, THEIRS), (KEY, ACCOUNT), (KEY, OTHERS), ("", THEIRS), (KEY, "AC" + "B" * 32)]:
        assert say(bot, token, sid) == 403
    assert say(bot, KEY, "") == 403  # nobody named, and not the installation's
    assert (len(rows(bot, InboundMessage)), rows(bot, KeptRequest)) == (1, [])


@pytest.mark.parametrize("named", ["AC" + "B" * 32, "AC", ""])
def test_the_installations_token_speaks_for_accounts_that_no_shop_has(bot: Bot, cast: Cast, named: str) -> None:
    give(bot, cast.other_shop, OTHERS, OTHERS_KEY)
    assert say(bot, TOKEN, named) == 200  # a subaccount, whose requests the settings' signing tokens know
    assert [one.merchant_id for one in rows(bot, InboundMessage)] == [cast.shop]
    assert [say(bot, key, named) for key in (KEY, OTHERS_KEY)] == [403, 403]
    at_the_other = {"To": f"whatsapp:{OTHER_WHATSAPP}", "From": f"whatsapp:{MEERA}"}
    assert say(bot, TOKEN, OTHERS, **at_the_other) == 403


def test_an_account_speaks_for_no_shop_but_its_own(bot: Bot, cast: Cast) -> None:
    give(bot, cast.shop)
    give(bot, cast.other_shop, OTHERS, OTHERS_KEY)
    at_the_other = {"To": f"whatsapp:{OTHER_WHATSAPP}", "From": f"whatsapp:{MEERA}"}
    assert say(bot, KEY, **at_the_other) == 403
    assert say(bot, OTHERS_KEY, OTHERS) == 403
    assert (rows(bot, InboundMessage), rows(bot, KeptRequest)) == ([], [])
    assert say(bot, OTHERS_KEY, OTHERS, **at_the_other) == 200
    assert say(bot, KEY, To="whatsapp:+917900000055") == 200  # a further number of the shop's own account
    assert [one.merchant_id for one in rows(bot, InboundMessage)] == [cast.other_shop, cast.shop]


def test_nobody_takes_a_number_by_naming_it_first(bot: Bot, cast: Cast) -> None:
    give(bot, cast.other_shop, OTHERS, OTHERS_KEY)
    with bot.database.writing.begin() as db:
        for shop in db.query(Merchant):
            shop.whatsapp_from = OTHER_WHATSAPP
    assert say(bot, TOKEN, ACCOUNT, To=f"whatsapp:{OTHER_WHATSAPP}") == 200
    assert say(bot, OTHERS_KEY, OTHERS, To=f"whatsapp:{OTHER_WHATSAPP}") == 200
    assert [one.merchant_id for one in rows(bot, InboundMessage)] == [cast.shop, cast.other_shop]


def test_a_callback_moves_messages_of_its_own_account_alone(bot: Bot, cast: Cast) -> None:
    post(bot, whatsapp_form())
    work(bot)
    (row,) = rows(bot, OutgoingMessage)
    give(bot, cast.other_shop, OTHERS, OTHERS_KEY)
    path = f"/twilio/status?m={row.token}"
    form = {"MessageSid": row.sid or "", "MessageStatus": "read", "AccountSid": OTHERS}
    assert post(bot, form, path, **signed(path, form, OTHERS_KEY)).status_code == 403
    assert (rows(bot, StatusEvent), rows(bot, OutgoingMessage)[0].state) == ([], "accepted")
    assert callback(bot, row, "read").status_code == 204
    assert rows(bot, OutgoingMessage)[0].state == "read"


def test_a_former_token_counts_for_a_day(bot: Bot, cast: Cast, watch: Watch) -> None:
    give(bot, cast.shop)
    give(bot, cast.shop, token=NEXT_KEY)
    assert (say(bot, KEY), say(bot, NEXT_KEY)) == (200, 200)
    watch.advance(hours=25)
    assert (say(bot, KEY), say(bot, NEXT_KEY)) == (403, 200)  # a recording, or whoever has found the old one
    with bot.database.writing.begin() as db:
        own.empty_former(db, bot.now())
        assert [key.sealed != "" for key in own.list_keys(db, THEIRS, bot.now() - timedelta(days=9))] == [True]


def test_the_account_that_was_left_is_heard_for_a_day(bot: Bot, cast: Cast, watch: Watch) -> None:
    give(bot, cast.shop)
    assert say(bot, TOKEN, ACCOUNT) == 200  # the number's webhook is moved by hand, after the account
    watch.advance(hours=25)
    assert say(bot, TOKEN, ACCOUNT) == 403
    with bot.database.writing.begin() as db:
        own.keep_account(db, cast.shop, None, bot.now())
    assert (say(bot, KEY), say(bot, TOKEN, ACCOUNT)) == (200, 200)
    watch.advance(hours=25)
    assert say(bot, KEY) == 403


@pytest.mark.parametrize("trouble", ["sealed", "away"])
def test_what_cannot_be_checked_now_waits_on_disk(bot: Bot, cast: Cast, trouble: str) -> None:
    give(bot, cast.shop)
    if trouble == "sealed":
        other = replace(bot, ways=ways_of(bot, "another key"))
        assert [say(other, KEY), say(other, "f" * 32), say(other, TOKEN, ACCOUNT)] == [200, 200, 200]
        assert len(rows(bot, InboundMessage)) == 1  # the installation's need not wait behind it
        assert (replay_spool(other), bot.spool.count()) == (0, 2)
    else:
        with away(bot, "twilio_account"):
            assert [say(bot, KEY), say(bot, "f" * 32)] == [200, 200]
    assert (replay_spool(bot), bot.spool.count()) == (2, 0)
    assert [one.merchant_id for one in rows(bot, InboundMessage)][-1] == cast.shop
    assert len(rows(bot, InboundMessage)) == 1 + (trouble == "sealed")


def test_messages_wait_for_a_token_that_cannot_be_opened(
    bot: Bot, cast: Cast, watch: Watch, messenger: FakeMessenger
) -> None:
    give(bot, cast.shop)
    other = replace(bot, ways=ways_of(bot, "another key"))
    assert say(bot, KEY) == 200
    for _ in range(12):
        work(other)
        watch.advance(minutes=2)
    (row,) = rows(bot, OutgoingMessage)
    assert (row.state, row.attempts, messenger.letters) == ("queued", 0, [])
    with bot.database.writing.begin() as db:
        own.keep_account(db, cast.shop, None, bot.now())
    work(bot)
    assert ([one.state for one in rows(bot, OutgoingMessage)], len(messenger.letters)) == (["accepted"], 1)
