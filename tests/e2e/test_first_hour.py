"""From an empty database to a customer answered and a parcel told, in the browser alone: an owner's first hour."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from bot.commands.first_code import say_first_code
from bot.db.connections import Connection
from bot.db.outgoing import OutgoingMessage
from bot.tasks.pulls import list_due_pulls, pull
from tests.api.people import PASSWORD
from tests.apps import app_of
from tests.carriers.bodies import tracking
from tests.domain.drawn import png
from tests.driver import rows, work
from tests.e2e.access import look
from tests.e2e.first_hour import Hour, hour
from tests.e2e.phone import browser
from tests.e2e.spoken import LANGUAGES, speaking
from tests.fakes import FakeMessenger
from tests.senders import SECRET, signed
from tests.services.connections.shops import order, row

__all__ = ["browser", "hour"]
pytestmark = [pytest.mark.e2e, pytest.mark.timeout(240)]
NUMBER = "149022"


# A browser sees nothing of which database stands behind: once is enough.
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_an_owners_first_hour(hour: Hour, messenger: FakeMessenger) -> None:
    bot, page = hour.bot, hour.page
    code = say_first_code(bot.settings).strip().splitlines()[-1].strip()
    page.goto(f"{hour.url}/console")
    for label, text in (("Code", "0000-0000-0000"), ("The shop's name, as customers know it", "Mira's Sarees")):
        page.get_by_label(label).fill(text)
    page.get_by_label("Your e-mail address").fill("mira@example.in")
    page.get_by_label("A password of 12 characters or more").fill(PASSWORD)
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_text("is wrong, over, or was used")).to_be_visible()
    page.get_by_label("Code").fill(code)  # nothing else was lost
    page.get_by_role("button", name="Begin").click()
    expect(page.locator("[data-step=shop] .hint-line")).to_contain_text("a phone or e-mail address for customers")

    page.get_by_role("button", name="Open “Your shop”").click()
    page.get_by_label("Website", exact=True).fill("mira")
    page.get_by_label("Phone that customers are told").fill("+91 79 4000 1042")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("write an address that begins with https://")).to_be_visible()
    expect(page.get_by_label("Phone that customers are told")).to_have_value("+91 79 4000 1042")
    page.get_by_label("Website", exact=True).fill("https://mira.example")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("button", name="Save")).to_be_disabled()
    logo = {"name": "logo.png", "mimeType": "image/png", "buffer": png()}
    page.get_by_label("Logo", exact=True).set_input_files(logo)  # type: ignore[arg-type]
    expect(page.get_by_role("img", name="Your logo")).to_be_visible()

    page.goto(f"{hour.url}/console/settings/hours")
    page.get_by_label("Monday").fill("from ten")
    page.get_by_label("Day", exact=True).fill("2026-11-26")
    page.get_by_label("What it is called").fill("Diwali")
    page.get_by_role("button", name="Add the holiday").click()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Write times like 10:00–19:00")).to_be_visible()
    page.get_by_label("Monday").fill("10:00-13:00, 14:00-19:00")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved")).to_be_visible()
    page.reload()
    expect(page.get_by_label("Monday")).to_have_value("10:00–13:00, 14:00–19:00")
    expect(page.get_by_text("Diwali")).to_be_visible()

    hour.go("twilio")
    page.get_by_role("button", name="Use your own account").click()
    page.get_by_label("Account SID").fill("AC12")
    page.get_by_label("Auth Token").fill("b" * 32)
    page.get_by_role("button", name="Try this account").click()
    expect(page.get_by_text("is no Account SID")).to_be_visible()
    expect(page.get_by_label("Auth Token")).to_have_value("b" * 32)
    page.get_by_role("button", name="Not now").click()
    page.get_by_role("button", name="Look at the account at Twilio").click()
    page.get_by_role("button", name="Choose", exact=True).click()
    expect(page.get_by_text("We are waiting for your message")).to_be_visible()
    hour.write("test")
    expect(page.get_by_text("We received a message at")).to_be_visible()

    now = bot.now()
    fulfilled = {"id": 1, "order_id": 6042, "status": "success", "tracking_number": NUMBER}
    fulfilled |= {"created_at": now.isoformat(), "updated_at": now.isoformat()}
    hour.shop.orders = [order(1042, now - timedelta(hours=1), fulfillments=[fulfilled])]
    hour.go("system")
    page.get_by_role("button", name="Open “Connections”").click()
    page.get_by_role("link", name="Shopify").click()
    page.get_by_label("Your shop's address at Shopify").fill(hour.system.netloc)
    page.get_by_label("Access token").fill("shpat_1")
    page.get_by_label("Client secret").fill("whsec")
    page.get_by_role("button", name="Try it and connect").click()
    expect(page.get_by_text("Connected: Rangoli")).to_be_visible()
    list_due_pulls(bot)
    pull(bot, row(bot, "orders").id)
    hour.apply()
    page.get_by_role("button", name="To the connections").click()
    expect(page.locator("[data-connection=shopify]")).to_contain_text("1 orders")
    assert not [one for one in rows(bot, OutgoingMessage) if one.notice_id]  # it is not live

    page.get_by_role("link", name="AfterShip").click()
    page.get_by_label("Webhook secret").fill(SECRET)
    page.get_by_role("button", name="Try it and connect").click()
    page.get_by_role("button", name="To the connections").click()
    for step in ("answers", "templates"):
        hour.go(step)
        page.get_by_role("button", name="Leave it for later").click()
        expect(page.get_by_role("button", name="Take it up again")).to_be_visible()

    hour.go("live")
    page.get_by_role("button", name="Show what would have gone").click()
    expect(page.get_by_text("Nothing was sent.")).to_be_visible()
    page.get_by_role("button", name="Go live", exact=True).click()
    expect(page.get_by_text("Your shop is live")).to_be_visible()

    hour.write("where is my order")
    work(bot)
    assert messenger.letters[-1].text.endswith("where is my order")
    carrier = next(one for one in rows(bot, Connection) if one.kind == "aftership")
    told = tracking("OutForDelivery", "OutForDelivery_001", tracking_number=NUMBER)
    body = json.dumps(told | {"ts": int(bot.now().timestamp())}).encode()
    headers = signed("aftership", body, "") | {"Content-Type": "application/json"}
    app_of(bot).test_client().post(f"/hooks/aftership/{carrier.token}", data=body, headers=headers)
    hour.apply()
    assert "#1042" in messenger.letters[-1].text
    hour.go("carrier")
    expect(page.locator("[data-step=carrier]")).to_have_attribute("data-done", "true")

    shown = ("start/twilio", "settings", "settings/shop", "settings/hours", "settings/connections")
    for where in (*shown, "settings/connections/failed"):
        page.goto(f"{hour.url}/console/{where}")
        for locale in LANGUAGES:
            with speaking(page, locale):
                for width in (1280, 360) if locale == "en" else (360,):
                    page.set_viewport_size({"width": width, "height": 800})
                    expect(page.locator("main h1")).to_be_visible()
                    look(page, f"{where} {locale}", width)
