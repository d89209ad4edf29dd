"""A broadcast's page: what became of everybody, as the server counts it; paused, resumed and called off."""

from __future__ import annotations

import csv
import io
import re
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from bot.db.broadcasts import Broadcast, BroadcastRecipient
from bot.db.people import Customer
from bot.db.shop import Merchant
from bot.domain.broadcasts import BroadcastState, RecipientState
from tests.e2e.access import look
from tests.e2e.conftest import System
from tests.e2e.console import console_of
from tests.e2e.phone import browser
from tests.e2e.spoken import LANGUAGES, speaking

__all__ = ["browser"]
pytestmark = [pytest.mark.e2e, pytest.mark.timeout(400)]
_OVER: dict[str, Any] = {"state": RecipientState.HANDED_OVER, "kept_taken": True, "kept_cost": 863_100}
# One person each: what their row says.
PEOPLE: tuple[dict[str, Any], ...] = (
    *(_OVER | {"kept_state": state} for state in ("read", "read", "delivered", "delivered", "sent", "accepted")),
    _OVER | {"kept_state": "undelivered", "kept_code": 63049},
    _OVER | {"kept_state": "failed", "kept_code": 63024, "kept_taken": False, "kept_cost": 0},
    _OVER | {"kept_state": "unknown", "kept_taken": False, "kept_cost": 0},
    {"state": RecipientState.SKIPPED, "reason": "no_consent"},
    {"state": RecipientState.SKIPPED, "reason": "no_consent"},
    {"state": RecipientState.SKIPPED, "reason": "cap"},
    {"state": RecipientState.PENDING, "reason": "quiet_hours"},
)
PARTS = ("audience", "accepted", "skipped", "failed", "unknown", "not_started")
TAKEN = ("held", "sent", "delivered", "read", "dropped")


def add_broadcast(system: System, name: str, state: BroadcastState) -> int:
    """A broadcast to people of whom each stands where a row of PEOPLE says."""
    now = datetime.now(UTC)
    with system.database.writing.begin() as db:
        shop = db.scalars(select(Merchant.id).order_by(Merchant.id)).first()
        started = {"began_at": now, "frozen_at": now, "alive_at": now, "expires_at": now + timedelta(days=1)}
        over = {"ended_at": now} if state == BroadcastState.ENDED else {}
        to = {"key": "notice.follow", "audience": {"agreed": True}, "created_at": now, "merchant_id": shop}
        one = Broadcast(name=name, state=state, **to, **started, **over)
        db.add(one)
        db.flush()
        for place, row in enumerate(PEOPLE):
            person = Customer(merchant_id=shop, name=f"Receipt {name} {place}", created_at=now)
            db.add(person)
            db.flush()
            its = {"broadcast_id": one.id, "customer_id": person.id, "due_at": now + timedelta(days=1)}
            db.add(BroadcastRecipient(merchant_id=shop, **its, **row))
        return one.id


def told(page: Page, broadcast_id: int) -> dict[str, Any]:
    """The server's own receipt."""
    receipt: dict[str, Any] = page.evaluate(
        "async (id) => (await fetch(`/api/v1/broadcasts/${id}/receipt`)).json()", broadcast_id
    )
    return receipt


def shown(page: Page, whole: str) -> dict[str, int]:
    """The numbers of a sum on the page, by what they count."""
    rows = page.locator(f"[data-sum={whole}] li").all()
    return {str(row.get_attribute("data-part")): int(row.locator(".number").inner_text()) for row in rows}


def test_the_sums_on_the_page_are_those_of_the_receipt_and_each_number_a_list(system: System, browser: Browser) -> None:
    one = add_broadcast(system, "Finished", BroadcastState.ENDED)
    with console_of(browser, system.settings.public_url, "Marketer") as page:
        page.goto(f"{system.settings.public_url}/console/broadcasts/{one}/running")
        expect(page.locator("[data-sum]")).to_have_count(2)
        receipt = told(page, one)
        assert shown(page, "audience") == {part: receipt[part] for part in PARTS}
        assert shown(page, "accepted") == {part: receipt[part] for part in ("accepted", *TAKEN)}
        assert receipt["audience"] == len(PEOPLE) == sum(receipt[part] for part in PARTS[1:])
        assert receipt["accepted"] == sum(receipt[part] for part in TAKEN) == 7
        expect(page.get_by_text("It adds up")).to_have_count(2)
        for part, n in {**shown(page, "audience"), **shown(page, "accepted")}.items():
            page.locator(f"[data-part={part}] .number").first.click()
            expect(page.locator("[data-person]")).to_have_count(n)
        expect(page).to_have_url(re.compile(r"\?part=dropped$"))
        page.locator('[data-reason="no_consent"] .number').click()
        expect(page.locator("[data-person]")).to_have_count(2)
        expect(page.locator('[data-reason="63049"]')).to_contain_text("limiting marketing to this person")
        expect(page.get_by_role("button", name="Retry what may come right")).to_be_visible()
        with page.expect_download() as saved:
            page.get_by_role("link", name="Download as CSV").click()
        lines = list(csv.DictReader(io.StringIO(saved.value.path().read_text())))
        assert (len(lines), sum(line["accepted"] == "yes" for line in lines)) == (len(PEOPLE), receipt["accepted"])
        page.locator("[data-person] a").first.click()
        expect(page.get_by_role("heading", name="Receipt Finished")).to_be_visible()
        page.go_back()
        expect(page.locator("[data-person]")).to_have_count(2)


def test_it_is_paused_resumed_and_called_off(system: System, browser: Browser) -> None:
    one = add_broadcast(system, "Going", BroadcastState.RUNNING)
    with console_of(browser, system.settings.public_url, "Marketer") as page:
        page.goto(f"{system.settings.public_url}/console/broadcasts/{one}/running")
        expect(page.get_by_label("Sent so far")).to_be_visible()
        expect(page.get_by_text(f"{len(PEOPLE) - 1} of {len(PEOPLE)}")).to_be_visible()
        page.get_by_role("button", name="Pause").focus()
        page.keyboard.press("Enter")
        expect(page.locator(".chip.state")).to_have_text("Paused")
        page.locator(".receipt-steps").get_by_role("button", name="Resume").click()
        expect(page.locator(".chip.state")).to_have_text("Going out")
        page.get_by_role("button", name="Call off").click()
        expect(page.get_by_role("dialog")).to_contain_text("1 person whose turn has not come gets nothing")
        page.get_by_role("button", name="Let it go on").click()
        expect(page.locator(".chip.state")).to_have_text("Going out")
        page.get_by_role("button", name="Call off").click()
        page.get_by_role("dialog").get_by_role("button", name="Call off").click()
        expect(page.locator(".chip.state")).to_have_text("Called off")
        expect(page.get_by_role("button", name="Pause")).to_have_count(0)
        page.keyboard.press("Escape")
        expect(page.get_by_role("heading", name="Broadcasts")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_within_reach_of_everybody(system: System, browser: Browser, scheme: Literal["light", "dark"]) -> None:
    one = add_broadcast(system, f"Seen {scheme}", BroadcastState.ENDED)
    with console_of(browser, system.settings.public_url, "Marketer") as page:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.goto(f"{system.settings.public_url}/console/broadcasts/{one}/running?part=skipped")
        for locale in LANGUAGES:
            with speaking(page, locale):
                for width in (1280, 360):
                    page.set_viewport_size({"width": width, "height": 800})
                    expect(page.locator("[data-person]")).to_have_count(3)
                    look(page, f"receipt {locale} {scheme}", width)
