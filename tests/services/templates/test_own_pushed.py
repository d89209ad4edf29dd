"""A shop's own text shown to WhatsApp by the official SDK, reviewed by the simulator, and sent as what was approved."""

from __future__ import annotations

import json

from bot.bootstrap import Bot
from bot.db.campaign_texts import CampaignText
from bot.db.shop import Merchant
from bot.db.templates import Template
from bot.domain.campaign_texts import name_key
from bot.services.broadcasts import own_states, own_texts
from bot.tasks import templates as pushing_of
from tests.cast import Cast
from tests.driver import rows
from tests.services.broadcasts.own import SITE, text_of
from tests.services.shelf import change
from tests.simulator.conftest import ASHA, Simulator

WHATSAPP = f"whatsapp:{ASHA}"


def push(bot: Bot, cast: Cast, *, picture: bool = False) -> str:
    """Keep a text and show it to WhatsApp; gives its key."""
    change(bot, Merchant, cast.shop, site_url=SITE)
    with bot.database.writing.begin() as db:
        row = own_texts.add_text(db, db.get_one(Merchant, cast.shop), text_of(), bot.now())
        row.picture_token = "token.jpg" if picture else None
        own_texts.mark_pushed(db, row, bot.now())
        key = name_key(row.id)
    assert pushing_of.plan(bot, "rangoli", key) == 2
    assert pushing_of.plan(bot, "rangoli", key) == 0
    assert dict(pushing_of.submit_all(bot)) == {"submitted": 2}
    return key


def states(bot: Bot) -> dict[str, tuple[str, str]]:
    """WhatsApp's word for each locale of the newest text, and what is to be done."""
    with bot.database.reading.begin() as db:
        row = rows(bot, CampaignText)[-1]
        found = own_states.describe_states(db, db.merge(row), bot.settings.twilio_account_sid)
        return {one.locale: (one.state, one.remedy) for one in found}


def test_a_card_is_approved_and_arrives_with_its_buttons(pushing: Bot, cast: Cast, simulator: Simulator) -> None:
    push(pushing, cast)
    assert {state for state, _ in states(pushing).values()} == {"received"}
    simulator.world.approval_seconds = 0
    pushing_of.sync(pushing)
    assert set(states(pushing).values()) == {("approved", "")}
    template = next(row for row in rows(pushing, Template) if row.locale == "en")
    content = simulator.client.content.v1.contents(template.sid).fetch()
    card = content.types["whatsapp/card"]
    assert (card["footer"], [one["title"] for one in card["actions"]]) == (
        "Rangoli",
        ["Show me", "Not now", "No more offers"],
    )
    values = {"1": "Asha", "2": f"{SITE}/l/abc", "3": "t1", "4": "t2", "5": "t3"}
    message = simulator.send(WHATSAPP, content_sid=template.sid, content_variables=json.dumps(values))
    simulator.settle()
    assert (message.fetch().status, message.fetch().error_code) == ("delivered", None)


def test_a_picture_above_it_has_an_address_of_ours(pushing: Bot, cast: Cast, simulator: Simulator) -> None:
    push(pushing, cast, picture=True)
    simulator.world.approval_seconds = 0
    pushing_of.sync(pushing)
    assert {state for state, _ in states(pushing).values()} == {"approved"}
    contents = [one.types["whatsapp/card"] for one in simulator.client.content.v1.content_and_approvals.list()]
    assert {one["media"][0] for one in contents} == {"https://shop.example.com/p/{{6}}"}


def test_a_rejection_says_why_and_what_to_do(pushing: Bot, cast: Cast, simulator: Simulator) -> None:
    push(pushing, cast)
    template = next(row for row in rows(pushing, Template) if row.locale == "en")
    decided = {"status": "rejected", "reason": "Promises a prize"}
    assert simulator.sim("POST", f"/contents/{template.sid}/approval", decided).status_code == 200
    pushing_of.sync(pushing)
    state, remedy = states(pushing)["en"]
    assert (state, "new version" in remedy) == ("rejected", True)
    assert next(row.reason for row in rows(pushing, Template) if row.locale == "en") == "Promises a prize"
