"""The list of customers narrowed by what they said on offers and have ordered, and by pages that end at a bound."""

from __future__ import annotations

import pytest

from bot.bootstrap import Bot
from bot.db.orders import Order, Parcel
from bot.db.people import Consent
from bot.domain.access import StaffRole
from bot.services.search import customers
from tests.api.customer_lists import add, listed, names
from tests.api.people import Browser, browser_of
from tests.cast import Cast


@pytest.fixture
def agent(bot: Bot, cast: Cast) -> Browser:
    """An agent of the cast's shop."""
    return browser_of(bot, cast.shop, StaffRole.AGENT)


@pytest.mark.parametrize(
    ("words", "stand"),
    [
        ([], "silent"),
        ([("whatsapp", "marketing", True)], "agreed"),
        ([("whatsapp", "marketing", True), ("whatsapp", "any", False)], "stopped"),
        ([("whatsapp", "marketing", True), ("whatsapp", "any", False), ("whatsapp", "any", True)], "agreed"),
        ([("whatsapp", "any", False), ("whatsapp", "any", True)], "silent"),
        ([("whatsapp", "marketing", True), ("sms", "marketing", False)], "stopped"),
        ([("sms", "utility", False)], "silent"),
    ],
)
def test_consent_narrows_as_the_ledger_is_read(
    bot: Bot, cast: Cast, agent: Browser, words: list[tuple[str, str, bool]], stand: str
) -> None:
    of = {"merchant_id": cast.shop, "customer_id": cast.asha, "source": "chat", "at": bot.now()}
    with bot.database.writing.begin() as db:
        for channel, purpose, granted in words:
            db.add(Consent(**of, channel=channel, purpose=purpose, granted=granted))
            db.flush()
    for each in ("agreed", "stopped", "silent"):
        assert ("Asha Patel" in names(agent, f"consent={each}")) == (each == stand), each


@pytest.mark.parametrize(
    ("order", "stages", "is_open"),
    [
        ({}, [], True),
        ({}, ["in_transit"], True),
        ({}, ["delivered"], False),
        ({}, ["delivered", "ready"], True),
        ({"status": "cancelled"}, [], False),
        ({"handover": "counter"}, [], False),
    ],
)
def test_an_order_is_open_while_something_of_it_is_to_come(
    bot: Bot, cast: Cast, agent: Browser, order: dict[str, str], stages: list[str], is_open: bool
) -> None:
    of, now = {"merchant_id": cast.shop}, bot.now()
    parcels = [Parcel(**of, courier="D", tracking_number=str(n), stage=at, stage_at=now) for n, at in enumerate(stages)]
    values = {"number": "1", "payment": "paid", "total": 1, "placed_at": now} | order
    with bot.database.writing.begin() as db:
        db.add(Order(**of, customer_id=cast.asha, parcels=parcels, **values))
    assert names(agent, "order=open") == (["Asha Patel"] if is_open else [])


def test_few_among_many_are_all_found(bot: Bot, cast: Cast, agent: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(customers, "NEWEST", 1)
    monkeypatch.setattr(customers, "NARROWED", 1)
    gujarati = add(bot, cast.shop, "Asha Rana", locale="gu")
    for number in range(3):
        add(bot, cast.shop, f"Ravi {number}", ("phone", f"+91981100000{number}"), locale="hi")
    assert names(agent, "q=asha") == ["Asha Rana", "Asha Patel"]
    assert names(agent, "locale=gu") == ["Asha Rana", "Asha Patel"]
    assert [one["id"] for one in listed(agent, "phone=none")] == [gujarati]
    assert len(listed(agent)) == 6
