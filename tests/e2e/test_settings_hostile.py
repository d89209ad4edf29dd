"""What is typed wrong is refused at its field with what to do, and stays: also where the line or the server fails."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.e2e.office import Office, go, office, served
from tests.e2e.phone import browser

__all__ = ["browser", "office", "served"]
pytestmark = [pytest.mark.e2e, pytest.mark.timeout(240)]
LONG, HIDDEN, FORMULA = "x" * 100_000, "\u202eabc\u200f", "=HYPERLINK(1)"
HTML = "<img src=x onerror=alert(1)>"


class Bad(NamedTuple):
    """Something wrong in a field of a page, with what else the form wants, and what is said of it."""

    page: str
    label: str
    text: str
    said: str
    others: tuple[tuple[str, str], ...] = ()
    button: str = "Save"


TABLE = (
    Bad("shop", "Website", HTML, "https://"),
    Bad("shop", "WhatsApp number customers write to", "１２３ call me", "+91"),
    Bad("shop", "Days after delivery in which things may be returned", "-7", "0"),
    Bad("shop", "Country of phone numbers without one", "🪔", "IN"),
    Bad("hours", "Monday", "from ten", "10:00"),
    Bad("hours", "Minutes to the first answer", "9999999", ""),
    Bad("hours", "Seconds in which a sent answer can be taken back", "ten", "whole number"),
    Bad(
        "answers/new", "Name of the topic, in small letters: gift_wrap", HTML, "", (("Question", "a"), ("Answer", "b"))
    ),
    Bad("delivery-areas", "Days at most", "soon", "", (("PIN code, or its beginning: 38*", "79"),), "Add the place"),
    Bad("delivery-areas", "PIN code, or its beginning: 38*", "٣٨", "", (), "Add the place"),
    Bad("products/1", "Lasts, in days", "1e9", "400"),
    Bad("offers", "Sum off (INR)", "lots", "", (("Code", "A1"), ("From an order of (INR)", "9")), "Add the offer"),
    Bad("offers", "Code", FORMULA, "", (("Sum off (INR)", "5"), ("From an order of (INR)", "9")), "Add the offer"),
    Bad("offers", "Address 1", "javascript:alert(1)", "https://", (("Name 1", "Me"),)),
    Bad("sentences/notice.late?locale=en", "Your words", HIDDEN, "{"),
    Bad("sentences/notice.late?locale=en", "Your words", LONG, ""),
    Bad("rules/new", "Number", "-1", "", (("What you call it", "Late"), ("Its words", "Hello"))),
    Bad("rules/new", "Its words", "Hello {nobody}", "", (("What you call it", "Late"),)),
    Bad("team", "E-mail address", "tara at home", "", (), "Invite"),
    Bad("team", "E-mail address", LONG, "", (), "Invite"),
    Bad("webhooks", "Address", "http://127.0.0.1:8000/", "", (), "Add"),
    Bad("webhooks", "Address", "https://[::1]/" + "a" * 9000, "", (), "Add"),
    Bad("privacy", "Messages of both sides", "3", "30"),
    Bad("privacy", "Pictures and voice notes", "", "1"),
    Bad("keys", "What will use it", " ", "", (), "Make the key"),
)


def field_of(page: Page, label: str) -> Locator:
    return page.get_by_label(label, exact=True).first


def form_of(page: Page, label: str) -> Locator:
    return page.locator("form").filter(has=page.get_by_label(label, exact=True))


def send(page: Page, bad: Bad) -> Locator:
    """Type it all and send it; returns the field."""
    for label, text in bad.others:
        field_of(page, label).fill(text)
    field = field_of(page, bad.label)
    field.fill(bad.text)
    form_of(page, bad.label).get_by_role("button", name=bad.button, exact=True).click()
    return field


def said_of(page: Page, field: Locator) -> str:
    """What is said of a field where a screen reader looks for it."""
    ids = (field.get_attribute("aria-describedby") or "").split()
    told = (page.locator(f'[id="{one}"]') for one in ids)
    return " ".join(text for one in told if one.count() for text in one.all_inner_texts())


def test_each_fault_stands_at_its_field(office: Office) -> None:
    with office.page() as page:
        for bad in TABLE:
            go(page, "/console/settings")
            go(page, f"/console/settings/{bad.page}")
            field = send(page, bad)
            where = f"{bad.page} {bad.label}"
            expect(field, where).to_have_attribute("aria-invalid", "true")
            assert bad.said in (told := said_of(page, field)), f"{where}: {told}"
            assert told, where
            stays(field, bad, where)
            for label, text in bad.others:
                expect(field_of(page, label), where).to_have_value(text)


def stays(field: Locator, bad: Bad, where: str) -> None:
    """What was typed is there, as far as the field takes it."""
    kept = field.input_value()
    assert bool(kept) == bool(bad.text), where
    assert bad.text.startswith(kept), f"{where}: {kept[:80]}"


GOOD = (
    Bad("shop", "City", "Bhuj", ""),
    Bad("hours", "Tuesday", "11:00-12:00", ""),
    Bad("answers/cod", "Question", "Do you take cash?", ""),
    Bad("delivery-areas", "PIN code, or its beginning: 38*", "744", "", (), "Add the place"),
    Bad("products/1", "Lasts, in days", "60", ""),
    Bad("offers", "Code", "A1", "", (("Sum off (INR)", "5"), ("From an order of (INR)", "9")), "Add the offer"),
    Bad("offers", "Address 1", "https://me.example", "", (("Name 1", "Me"),)),
    Bad("sentences/notice.late?locale=en", "Your words", "Late: {number}", ""),
    Bad("rules/late", "Number", "3", ""),
    Bad("rules/new", "What you call it", "Say so", "", (("Its words", "Hello"),)),
    Bad("team", "E-mail address", "tara@example.in", "", (), "Invite"),
    Bad("privacy", "Messages of both sides", "300", ""),
    Bad("webhooks", "Address", "https://hooks.example.com/", "", (), "Add"),
    Bad("keys", "What will use it", "A till", "", (), "Make the key"),
)


OVERTAKEN = '{"title": "Changed meanwhile", "status": 409, "detail": "Somebody was before you.", "present": {}}'
HTML_TYPE, JSON_TYPE = "text/html", "application/problem+json"
# The ways in which a save comes to nothing.
FAILURES: dict[str, Callable[[Route], None]] = {
    "overtaken": lambda route: route.fulfill(status=409, body=OVERTAKEN, content_type=JSON_TYPE),
    "broken": lambda route: route.fulfill(status=500, body="<html>Oops</html>", content_type=HTML_TYPE),
    "restarting": lambda route: route.fulfill(status=503, body="", content_type=HTML_TYPE),
    "offline": lambda route: route.abort("internetdisconnected"),
}


@contextmanager
def failing(page: Page, how: str) -> Iterator[None]:
    """What would change something fails so."""

    def refuse(route: Route) -> None:
        route.continue_() if route.request.method == "GET" else FAILURES[how](route)

    page.route("**/api/v1/**", refuse)
    yield
    page.unroute("**/api/v1/**")


def test_what_is_typed_outlives_a_save_that_fails(office: Office) -> None:
    with office.page() as page:
        for bad in GOOD:
            go(page, f"/console/settings/{bad.page}")
            for how in FAILURES:
                where = f"{bad.page} {bad.label} {how}"
                with failing(page, how):
                    field = send(page, bad)
                    said = page.locator(".toast.wrong, [role=alert]").filter(has_text=re.compile("[a-z]"))
                    expect(said.first, where).to_be_visible()
                stays(field, bad, where)
                for label, text in bad.others:
                    expect(field_of(page, label), where).to_have_value(text)
                for close in page.locator(".toast-close").all():
                    close.click()
