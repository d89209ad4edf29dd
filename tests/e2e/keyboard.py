"""A keyboard and nothing else: what Tab leads to, and where the focus is afterwards."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

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
