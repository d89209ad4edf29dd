"""The pages of answers, places, products and offers: written, refused at its place, taken out of a table."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import System
from tests.e2e.console import console_of
from tests.e2e.phone import browser

__all__ = ["browser"]
pytestmark = [pytest.mark.e2e, pytest.mark.timeout(400)]


def take(page: Page, table: Path, text: str) -> None:
    """Choose a table of this text."""
    table.write_text(text, encoding="utf-8")
    page.get_by_label("A CSV file to take in").set_input_files(table)


def test_what_a_shop_knows_is_written_in_the_console(system: System, browser: Browser, tmp_path: Path) -> None:
    url = system.settings.public_url
    with console_of(browser, url, "Marketer", expected="422") as page:
        page.goto(f"{url}/console/settings/answers")
        page.get_by_label("A question as a customer would type it").fill("રોકડા ચાલશે?")
        page.keyboard.press("Enter")
        expect(page.locator(".asked")).to_contain_text("Answered in ગુજરાતી.")
        page.get_by_role("button", name="New answer").click()
        page.get_by_label("Name of the topic").fill("parking")
        english = page.get_by_role("group", name="English", exact=True)
        english.get_by_label("Question").fill("Is there parking?")
        english.get_by_label("Answer").fill("Refunds take 3 days.")
        page.get_by_role("button", name="Save").click()
        expect(english.get_by_role("alert")).to_contain_text("{refund_days_least}")
        english.get_by_label("Answer").fill("Yes, behind the shop.")
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_role("heading", name="parking")).to_be_visible()
        page.get_by_role("button", name="Drop").click()
        expect(page.get_by_text("The answer is dropped")).to_be_visible()
        take(page, tmp_path / "bad.csv", "topic,language,question,answer\nparking,xx,,Yes\n")
        expect(page.get_by_text("Row 2, column question: The cell is empty")).to_be_visible()
        take(page, tmp_path / "good.csv", "topic,language,question,answer\nparking,en,Parking?,No\n")
        page.get_by_role("button", name="Take it").click()
        page.get_by_role("link", name="Parking?").click()
        page.get_by_text("How it was before").click()
        page.get_by_role("listitem").filter(has_text="Yes, behind the shop.").get_by_role("button").first.click()
        expect(english.get_by_label("Answer")).to_have_value("Yes, behind the shop.")
        page.get_by_role("button", name="Drop").click()

        page.goto(f"{url}/console/settings/delivery-areas")
        page.get_by_label("PIN code, or its beginning").fill("799*")
        page.get_by_label("Days at most").fill("1")
        page.get_by_role("button", name="Add the place").click()
        expect(page.get_by_role("alert").first).to_contain_text("write 2 to 60")
        page.get_by_label("Days at most").fill("9")
        page.get_by_role("button", name="Add the place").click()
        page.get_by_label("Try a PIN code").fill("799001")
        expect(page.get_by_text("2 to 9 days · cash on delivery (799*)")).to_be_visible()
        page.get_by_label("PIN codes that begin with").fill("799")
        page.get_by_role("button", name="Drop 799").click()

        page.goto(f"{url}/console/settings/products")
        page.get_by_label("What is missing").select_option("lasts_days")
        page.get_by_role("link", name="Bandhani silk saree").click()
        page.get_by_label("Lasts, in days").fill("900")
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_role("alert").filter(has_text="400")).to_be_visible()
        page.get_by_label("Lasts, in days").fill("90")
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_text("Your own words: Lasts, in days")).to_be_visible()
        page.get_by_label("Lasts, in days").fill("")
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_role("button", name="Save")).to_be_disabled()
