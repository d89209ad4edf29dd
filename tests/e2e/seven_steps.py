"""The seven steps of setting a shop up, as its owner takes them in the browser, a slip and its remedy among them."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.api.people import PASSWORD
from tests.domain.drawn import png
from tests.e2e.first_hour import BUYER, NAME, Hour
from tests.e2e.stand_ins import AWB, NUMBER, sent


def begin(hour: Hour) -> None:
    """The one-time code, wrong at first, then right: nothing else that was typed is lost."""
    page = hour.page
    page.goto(f"{hour.url}/console")
    for label, text in (("Code", "0000-0000-0000"), ("The shop's name, as customers know it", "Mira's Sarees")):
        page.get_by_label(label).fill(text)
    page.get_by_label("Your e-mail address").fill("mira@example.in")
    page.get_by_label("A password of 12 characters or more").fill(PASSWORD)
    hour.picture("00-code")
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_text("is wrong, over, or was used")).to_be_visible()
    page.get_by_label("Code").fill(hour.code)  # nothing else was lost
    page.get_by_role("button", name="Begin").click()
    expect(page.locator("[data-step=shop] .hint-line")).to_contain_text("a phone or e-mail address for customers")
    hour.picture("01-steps")
    hour.picture("01-steps-360", small=True)


def set_up_shop(hour: Hour) -> None:
    """Step 1: the shop, its logo, its hours."""
    page = hour.page
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
    hour.picture("02-shop")
    page.goto(f"{hour.url}/console/settings/hours")
    page.get_by_label("Monday").fill("from ten")
    page.get_by_label("Day", exact=True).fill("2027-11-26")
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
    hour.picture("03-hours")


def choose_number(hour: Hour) -> None:
    """Step 2: a number of the account, and a message that arrives."""
    page = hour.page
    hour.go("twilio")
    page.get_by_role("button", name="Use your own account").click()
    page.get_by_label("Account SID").fill("AC12")
    page.get_by_label("Auth Token").fill("b" * 32)
    page.get_by_role("button", name="Try this account").click()
    expect(page.get_by_text("is no Account SID")).to_be_visible()
    expect(page.get_by_label("Auth Token")).to_have_value("b" * 32)
    page.get_by_role("button", name="Not now").click()
    page.get_by_role("button", name="Look at the account at Twilio").click()
    page.get_by_role("button", name="Choose", exact=True).first.click()
    expect(page.get_by_text("We are waiting for your message")).to_be_visible()
    hour.phone.goto(f"{hour.system.settings.simulator_url}/phone")
    expect(hour.phone.locator(".customer")).to_have_count(0)  # nobody of the demo's
    hour.phone.get_by_label("Number, like").fill("98116")
    hour.phone.get_by_label("Name", exact=True).fill(NAME)
    hour.phone.get_by_role("button", name="Take it up").click()
    expect(hour.phone.get_by_role("alert").filter(has_text="must be like")).to_be_visible()
    hour.phone.get_by_label("Number, like").fill(BUYER)
    hour.phone.get_by_role("button", name="Take it up").click()
    hour.write("નમસ્તે")
    expect(page.get_by_text("We received a message at")).to_be_visible()
    hour.picture("04-twilio")


def connect_shops(hour: Hour) -> None:
    """Step 3: WooCommerce, whose orders and products come while one watches; then Shopify beside it."""
    page = hour.page
    hour.woo.place(NUMBER)
    hour.go("system")
    page.get_by_role("button", name="Open “Connections”").click()
    page.get_by_role("link", name="WooCommerce").click()
    page.get_by_label("Your shop's address").fill(hour.woo_url)
    page.get_by_label("Consumer key").fill("ck_1")
    page.get_by_label("Consumer secret").fill("cs_1")
    hour.picture("05-woocommerce")
    page.get_by_role("button", name="Try it and connect").click()
    expect(page.get_by_text("Connected: Mira's Sarees")).to_be_visible()
    hour.go("system")
    expect(page.get_by_text("50 of 60 products are read")).to_be_visible()
    hour.picture("06-orders")
    hour.woo.goes_on.set()
    expect(page.locator("[data-step=system]")).to_contain_text("1 order and 60 products are here")
    expect(page.locator("[data-step=system]")).to_have_attribute("data-done", "true")
    # A second shop system, and what its people wrote into fields of their own.
    page.goto(f"{hour.url}/console/settings/connections/connect/shopify")
    page.get_by_label("Your shop's address at Shopify").fill(hour.shopify)
    page.get_by_label("Access token").fill("shpat_1")
    page.get_by_label("Client secret").fill("whsec")
    page.get_by_role("button", name="Try it and connect").click()
    page.get_by_role("button", name="To the connections").click()
    expect(page.locator("[data-connection=shopify]")).to_contain_text("1 order · 1 product")
    assert hour.woo.tell("order.updated", hour.woo.place(NUMBER, **sent(AWB))) == 200
    page.reload()
    expect(page.locator("[data-connection=woocommerce]")).to_contain_text("Last webhook")
    hour.picture("07-connections")


def connect_carrier(hour: Hour) -> None:
    """Step 4: Shiprocket, with an address and a key to be pasted there."""
    page = hour.page
    hour.go("carrier")
    page.get_by_role("button", name="Open “Connections”").click()
    page.get_by_role("link", name="Shiprocket").click()
    page.get_by_label("E-mail").fill("api@mira.example")
    page.get_by_label("Password").fill("pw")
    page.get_by_role("button", name="Try it and connect").click()
    expect(page.get_by_text("Connected: company 25149")).to_be_visible()
    hour.picture("08-shiprocket")
    address, key = (line.inner_text() for line in page.locator(".copy-line code").all())
    hour.carrier = (address, key)


def take_answers(hour: Hour) -> None:
    """Step 5: ready answers, and where the shop delivers."""
    page = hour.page
    page.goto(f"{hour.url}/console/settings/answers")
    page.get_by_role("button", name="Take all").click()
    expect(page.get_by_text("answers were written in seven languages")).to_be_visible()
    hour.picture("09-answers")
    page.goto(f"{hour.url}/console/settings/delivery-areas")
    page.get_by_label("PIN code, or its beginning").fill("38*")
    page.get_by_label("Days at least").fill("2")
    page.get_by_label("Days at most").fill("4")
    page.get_by_role("button", name="Add the place").click()
    page.get_by_label("Try a PIN code").fill("380006")
    expect(page.get_by_text("2 to 4 days · cash on delivery (38*)")).to_be_visible()
    hour.picture("10-places")
    hour.go("answers")
    expect(page.locator("[data-step=answers]")).to_have_attribute("data-done", "true")


def submit_templates(hour: Hour) -> None:
    """Step 6: what WhatsApp has to approve is handed over."""
    page = hour.page
    page.goto(f"{hour.url}/console/settings/templates")
    page.get_by_role("button", name="Submit what is missing").click()
    expect(page.get_by_text("Handed to WhatsApp within a minute", exact=True)).to_be_visible()
    hour.picture("11-templates")


def go_live(hour: Hour) -> None:
    """Step 7: what would have gone, then live."""
    page = hour.page
    hour.go("live")
    page.get_by_role("button", name="Show what would have gone").click()
    expect(page.get_by_text("Nothing was sent.")).to_be_visible()
    hour.picture("12-dry-run")
    page.get_by_role("button", name="Go live", exact=True).click()
    expect(page.get_by_text("Your shop is live")).to_be_visible()
