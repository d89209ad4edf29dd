"""What the pages of words, people and programs are for, done by keyboard alone."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.e2e.keyboard import LOST, press, tab_to, told, write


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
    told(page, "API key: added")


def reply(page: Page) -> None:
    press(page, "New reply")
    write(page, "Name", "Thanks")
    write(page, "What is said", "Thank you, {name}!")
    press(page, "Save")
    told(page, "Saved")
    press(page, "All replies")


def combine(page: Page) -> None:
    press(page, "New macro")
    write(page, "Name", "Thank them")
    tab_to(page, page.get_by_label("The reply it sends"))
    page.keyboard.press("ArrowDown")
    press(page, "Save")
    page.wait_for_url(re.compile(r"/macros/\d+$"))  # the last page's "Saved" may still stand
    page.wait_for_function(LOST)


def make_label(page: Page) -> None:
    write(page, "Name", "keepsake")
    press(page, "Add the label")
    expect(page.locator("summary").filter(has_text="keepsake")).to_be_visible()
    page.wait_for_function(LOST)


def view(page: Page) -> None:
    tab_to(page, page.get_by_text("A new view", exact=True))
    page.keyboard.press("Enter")
    write(page, "Name", "Late ones")
    write(page, "What it shows, as in the search box", "is:late")
    press(page, "Keep as a view")
    told(page, "Late ones")
