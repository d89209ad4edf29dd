"""By which accounts a shop's messages may have left, and which number it gets of those an account has."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.bootstrap import Bot
from bot.db.shop import Merchant
from bot.ports.accounts import SenderFound
from bot.services.accounts import own
from bot.services.accounts.senders import BadSender, choose_senders
from tests.accounts import NEXT_KEY, OTHERS, OTHERS_KEY, THEIRS, give
from tests.cast import SHOP_WHATSAPP, Cast
from tests.fakes import START, Watch


def _since(bot: Bot, shop: int, since: datetime) -> list[tuple[str, int | None]]:
    with bot.database.reading.begin() as db:
        return own.list_since(db, db.get_one(Merchant, shop), since)


def test_a_message_may_have_left_by_every_account_since(bot: Bot, cast: Cast, watch: Watch) -> None:
    assert _since(bot, cast.shop, START) == [("", None)]
    watch.advance(hours=1)
    give(bot, cast.shop)
    watch.advance(hours=1)
    second = give(bot, cast.shop, token=NEXT_KEY)
    assert _since(bot, cast.shop, START) == [(THEIRS, second), ("", None)]
    assert _since(bot, cast.shop, watch()) == [(THEIRS, second)]
    watch.advance(hours=1)
    third = give(bot, cast.shop, OTHERS, OTHERS_KEY)
    assert _since(bot, cast.shop, START) == [(OTHERS, third), (THEIRS, second), ("", None)]
    with bot.database.writing.begin() as db:
        own.keep_account(db, cast.shop, None, watch())
    assert _since(bot, cast.shop, watch()) == [("", None)]
    assert _since(bot, cast.other_shop, START) == [("", None)]


def test_a_number_stays_or_is_the_only_one_or_has_to_be_chosen() -> None:
    shop = Merchant(whatsapp_from=SHOP_WHATSAPP, sms_from=None)
    found = [SenderFound("whatsapp", number, "online") for number in (SHOP_WHATSAPP, "+917900000071")]
    free: frozenset[str] = frozenset()
    assert choose_senders(shop, found, {}, free) == {"whatsapp": SHOP_WHATSAPP, "sms": ""}
    assert choose_senders(shop, found, {}, frozenset({SHOP_WHATSAPP}))["whatsapp"] == "+917900000071"
    assert choose_senders(shop, found, {"whatsapp_from": "+917900000071"}, free)["whatsapp"] == "+917900000071"
    shop.whatsapp_from = "+917900000072"
    with pytest.raises(BadSender, match="has to be chosen"):
        choose_senders(shop, found, {}, free)
    with pytest.raises(BadSender, match="no number of this account"):
        choose_senders(shop, found, {"whatsapp_from": "+917900000072"}, free)
    with pytest.raises(BadSender, match="has no number"):
        choose_senders(shop, [], {}, free)
