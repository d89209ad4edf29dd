"""What each page of the settings is for, done by keyboard alone: a function a page, by the page's name."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.e2e.keyboard import press, tab_to, told, write
from tests.e2e.words_deeds import (
    combine,
    hear,
    invite,
    keep,
    look_through,
    make_key,
    make_label,
    reply,
    rule,
    sort_templates,
    view,
    word,
)

Deed = Callable[[Page], None]


def connect(page: Page) -> None:
    tab_to(page, page.get_by_role("link", name="Your own system"))
    page.keyboard.press("Enter")
    press(page, "Try it and connect")
    told(page, "Connected: ")


def see_that_all_was_read(page: Page) -> None:
    told(page, "Every message that came could be read")


def name_city(page: Page) -> None:
    write(page, "City", "Bhuj")
    press(page, "Save")
    told(page, "Saved")


def set_hours(page: Page) -> None:
    write(page, "Monday", "9:30-13:00, 14:00-18:00")
    press(page, "Save")
    told(page, "Saved")
    expect(page.get_by_label("Monday")).to_have_value("09:30–13:00, 14:00–18:00")


def answer(page: Page) -> None:
    press(page, "New answer")
    write(page, "Name of the topic, in small letters: gift_wrap", "parking")
    write(page, "Question", "Is there parking?")
    write(page, "Answer", "Yes, behind the shop.")
    press(page, "Save")
    expect(page.get_by_role("heading", name="parking")).to_be_visible()
    press(page, "Drop")
    told(page, "The answer is dropped")


def deliver(page: Page) -> None:
    write(page, "PIN code, or its beginning: 38*", "799*")
    write(page, "Days at most", "9")
    press(page, "Add the place")
    told(page, "Saved")


def tell_product(page: Page) -> None:
    tab_to(page, page.get_by_role("link", name="Bandhani silk saree"))
    page.keyboard.press("Enter")
    write(page, "Lasts, in days", "90")
    press(page, "Save")
    told(page, "Saved")


def offer(page: Page) -> None:
    for label, text in (("Code", "REACH50"), ("Sum off (INR)", "50"), ("From an order of (INR)", "500")):
        write(page, label, text)
    press(page, "Add the offer")
    expect(page.locator(".rules-list li").filter(has_text="REACH50")).to_be_visible()


def give_account(page: Page) -> None:
    press(page, "Use your own account")
    press(page, "Not now")


def register(page: Page) -> None:
    write(page, "Your entity's id", "1101234567890123456")
    press(page, "Save")
    told(page, "Saved")


DEEDS: dict[str, Deed] = {
    "connections": connect,
    "twilio": give_account,
    "dlt": register,
    "replies": reply,
    "macros": combine,
    "labels": make_label,
    "views": view,
    "kept-requests": see_that_all_was_read,
    "shop": name_city,
    "hours": set_hours,
    "answers": answer,
    "delivery-areas": deliver,
    "products": tell_product,
    "offers": offer,
    "sentences": word,
    "rules": rule,
    "templates": sort_templates,
    "team": invite,
    "privacy": keep,
    "webhooks": hear,
    "keys": make_key,
    "audit": look_through,
}
