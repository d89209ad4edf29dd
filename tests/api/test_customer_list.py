"""The list of customers: found in any script, exact first, page by page; what a row says."""

from __future__ import annotations

import pytest

from bot.bootstrap import Bot
from bot.db.conversations import Conversation
from bot.db.inbox import ConversationLabel, Label
from bot.db.orders import Order
from bot.db.people import Consent
from bot.db.shop import Merchant
from bot.domain.access import StaffRole
from tests.api.customer_lists import add, listed, names
from tests.api.people import Browser, browser_of
from tests.cast import Cast
from tests.driver import post, rows, whatsapp_form, work
from tests.services.shelf import change


@pytest.fixture
def agent(bot: Bot, cast: Cast) -> Browser:
    """An agent of the cast's shop."""
    return browser_of(bot, cast.shop, StaffRole.AGENT)


@pytest.mark.parametrize("limit", [1, 2, 50])
def test_any_script_finds_any_script_as_written_first(bot: Bot, cast: Cast, agent: Browser, limit: int) -> None:
    for name in ("আশা রায়", "आशा वर्मा", "આશા શાહ", "Meera"):
        add(bot, cast.shop, name)
    written = ["આશા શાહ", "आशा वर्मा", "আশা রায়"]
    for typed in ("आशा", "આશા", "আশা"):
        assert names(agent, f"q={typed}&limit={limit}") == [*written, "Asha Patel"]
    assert names(agent, f"q=asha&limit={limit}") == ["Asha Patel", *written]
    assert names(agent, f"q=આશા રાય&limit={limit}") == ["আশা রায়"]


def test_whoever_shows_no_number_is_found_by_what_whatsapp_calls_them(bot: Bot, cast: Cast, agent: Browser) -> None:
    add(bot, cast.shop, "@sheena", ("whatsapp_user", "IN.k77q"))
    for typed in ("@sheena", "sheena", "शीना", "શીના", "k77q", "@IN.K77Q"):
        assert names(agent, f"q={typed}") == ["@sheena"], typed
    assert names(agent, "phone=none") == ["@sheena"]
    assert names(agent, "q=%2577") == []


def test_masked_numbers_are_not_found_out_digit_by_digit(bot: Bot, cast: Cast, agent: Browser) -> None:
    change(bot, Merchant, cast.shop, agents_see_numbers=False)
    assert names(agent, "q=100001") == names(agent, "q=900001") == ["Asha Patel"]
    assert listed(agent, "q=asha")[0]["phones"] == ["+91 ••••• 00001"]
    assert names(browser_of(bot, cast.shop, StaffRole.OWNER), "q=100001") == []


def test_a_row_says_what_they_bought_said_and_want(bot: Bot, cast: Cast, agent: Browser) -> None:
    post(bot, whatsapp_form())
    work(bot)
    [talk] = rows(bot, Conversation)
    of = {"merchant_id": cast.shop, "customer_id": cast.asha}
    with bot.database.writing.begin() as db:
        label = Label(merchant_id=cast.shop, name="VIP", key="vip", colour="#2c4a86")
        db.add_all([label, Order(**of, number="1", payment="paid", total=4200, placed_at=bot.now())])
        db.add(Order(**of, number="2", payment="paid", total=1, status="cancelled", placed_at=bot.now()))
        db.flush()
        db.add(ConversationLabel(merchant_id=cast.shop, conversation_id=talk.id, label_id=label.id))
        word = {"purpose": "marketing", "source": "chat", "at": bot.now()}
        db.add_all([Consent(**of, **word, channel=way, granted=way == "whatsapp") for way in ("sms", "whatsapp")])
    [row] = listed(agent, "q=asha")
    assert row["bought"] == [{"currency": "INR", "orders": 1, "total": 4200}]
    assert row["offers"] == [{"channel": "whatsapp", "agreed": True}, {"channel": "sms", "agreed": False}]
    assert (row["conversation_id"], row["channel"], row["labels"]) == (talk.id, "whatsapp", [label.id])
    assert talk.last_inbound_at is not None
    assert row["last_wrote_at"] == talk.last_inbound_at.isoformat()
    [john] = listed(agent, "q=john")
    assert (john["bought"], john["offers"], john["conversation_id"], john["labels"]) == ([], [], None, [])
