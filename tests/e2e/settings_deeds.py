"""What each page of the settings is for, done by keyboard alone: a function a page, by the page's name."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

Deed = Callable[[Page], None]
MOST_TABS = 90
LOST = "() => document.activeElement && document.activeElement !== document.body"


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until something has the focus, and see that the eye sees so."""
    expect(wanted).to_be_visible()
    element = wanted.element_handle()
    for _ in range(MOST_TABS):
        if element.evaluate("one => one === document.activeElement"):
            break
        page.keyboard.press("Tab")
    seen = "one => one.matches(':focus-visible') && getComputedStyle(one).outlineStyle !== 'none'"
    assert element.evaluate(seen), f"{wanted} is not reached by Tab, or not seen to be"


def press(page: Page, name: str) -> None:
    """Press a button that Tab leads to; afterwards something has the focus."""
    tab_to(page, page.get_by_role("button", name=name, exact=True).first)
    page.keyboard.press("Enter")
    page.wait_for_function(LOST)


def write(page: Page, label: str, text: str) -> None:
    """Type into a field that Tab leads to, over what stands there."""
    tab_to(page, page.get_by_label(label, exact=True).first)
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(text)


def told(page: Page, text: str) -> None:
    """Something is said, and the focus is somewhere."""
    expect(page.get_by_text(text).last).to_be_visible()
    page.wait_for_function(LOST)


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


def word(page: Page) -> None:
    write(page, "Words in it", "out for delivery")
    tab_to(page, page.locator(".rules-list a").first)
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_label("Your words"))
    page.keyboard.press("End")
    page.keyboard.type(" Thank you.")
    press(page, "Save")
    told(page, "Saved")
    press(page, "Back to ours")
    expect(page.get_by_label("Your words")).not_to_have_value("Thank you.")


def rule(page: Page) -> None:
    press(page, "New rule")
    write(page, "What you call it", "Say it is packed")
    write(page, "Its words", "Your order is packed.")
    press(page, "Save")
    told(page, "Kept, switched off")
    press(page, "Delete")
    press(page, "Yes, delete this rule")
    expect(page.get_by_role("button", name="New rule")).to_be_visible()
    page.wait_for_function(LOST)


def sort_templates(page: Page) -> None:
    chosen = page.locator(".rules-tabs button").nth(1)
    tab_to(page, chosen)
    page.keyboard.press("Enter")
    expect(chosen).to_have_attribute("aria-pressed", "true")


def invite(page: Page) -> None:
    write(page, "E-mail address", "tara@example.in")
    press(page, "Invite")
    told(page, "Hand this link over")


def keep(page: Page) -> None:
    write(page, "Messages of both sides", "400")
    press(page, "Save")
    told(page, "Saved")


def hear(page: Page) -> None:
    write(page, "Address", "https://hooks.example.com/hear")
    press(page, "Add")
    told(page, "Its secret, shown this once")
    press(page, "Delete")
    press(page, "Yes, delete this address")
    told(page, "No address hears anything yet")


def make_key(page: Page) -> None:
    write(page, "What will use it", "Our till")
    press(page, "Make the key")
    told(page, "The key, shown this once")
    press(page, "Take out of use")
    press(page, "Yes, at once")
    told(page, "out of use")


def look_through(page: Page) -> None:
    write(page, "What was done begins with", "api_key.")
    told(page, "api_key.")


DEEDS: dict[str, Deed] = {
    "connections": connect,
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
