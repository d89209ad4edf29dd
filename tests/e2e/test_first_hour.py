"""From an empty database to a customer answered and a parcel told, in the browser alone: an owner's first hour."""

from __future__ import annotations

import pytest
import requests
from playwright.sync_api import expect

from tests.e2e.access import look
from tests.e2e.first_hour import Hour, hour
from tests.e2e.phone import browser
from tests.e2e.seven_steps import (
    begin,
    choose_number,
    connect_carrier,
    connect_shops,
    go_live,
    set_up_shop,
    submit_templates,
    take_answers,
)
from tests.e2e.spoken import speaking
from tests.e2e.stand_ins import AWB, NUMBER, scan

__all__ = ["browser", "hour"]
pytestmark = [pytest.mark.e2e, pytest.mark.long, pytest.mark.timeout(600)]
QUESTION = "મારો ઓર્ડર ક્યાં છે?"


def test_an_owners_first_hour(hour: Hour) -> None:
    begin(hour)
    with hour.step("1 shop"):
        set_up_shop(hour)
    with hour.step("2 twilio"):
        choose_number(hour)
    with hour.step("3 system"):
        connect_shops(hour)
    with hour.step("4 carrier"):
        connect_carrier(hour)
    with hour.step("5 answers"):
        take_answers(hour)
    with hour.step("6 templates"):
        submit_templates(hour)
    with hour.step("7 live"):
        go_live(hour)
    with hour.step("a customer answered, a parcel told"):
        serve_customer(hour)
    with hour.step("pages looked at"):
        look_at_pages(hour)
    hour.tell()


def serve_customer(hour: Hour) -> None:
    heard = hour.phone.locator(".bubble.in")
    before = heard.count()
    hour.write(QUESTION)
    expect(heard.nth(before)).to_contain_text(NUMBER)
    hour.picture("13-answered", hour.phone)
    told = heard.count()
    address, key = hour.carrier
    assert requests.post(address, json=scan(NUMBER, AWB), headers={"x-api-key": key}, timeout=20).status_code == 200
    expect(heard.nth(told)).to_contain_text(NUMBER)
    hour.picture("14-parcel", hour.phone)
    hour.go("carrier")
    expect(hour.page.locator("[data-step=carrier]")).to_have_attribute("data-done", "true")
    hour.go("templates")
    expect(hour.page.locator("[data-step=templates]")).to_have_attribute("data-done", "true", timeout=60_000)
    hour.picture("15-done")
    hour.picture("15-done-360", small=True)


def look_at_pages(hour: Hour) -> None:
    """Those that look otherwise at a shop that was opened empty; all of them are test_settings_reach.py's."""
    page = hour.page
    for where in ("start/twilio", "start/system", "settings/connections"):
        for locale, width in (("en", 1280), ("gu", 360)):
            page.goto(f"{hour.url}/console/{where}")
            with speaking(page, locale):
                page.set_viewport_size({"width": width, "height": 800})
                expect(page.locator("main h1")).to_be_visible()
                look(page, f"{where} {locale}", width)
