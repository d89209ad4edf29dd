"""The demo shop itself: merchant, products, delivery areas, offers and answers, read from the files beside this one."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from bot.db.shop import Merchant, Offer, PinArea, Product
from bot.demo.calendar import Calendar
from bot.services.catalogue.answers import list_entries, read_entries, record_answers
from bot.services.moments.kept import read_kept

FOLDER = Path(__file__).parent
FAQ_FOLDER = FOLDER / "faq"
SLUG = "rangoli-handlooms"  # as shop.toml has it
PAISE = 100  # prices are written in rupees


def read(name: str) -> dict[str, Any]:
    """One of the demo's TOML files."""
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


def add_merchant(db: Session, whatsapp_from: str | None, sms_from: str | None) -> Merchant:
    """The merchant, with its id."""
    merchant = Merchant(**read("shop.toml")["merchant"], whatsapp_from=whatsapp_from, sms_from=sms_from)
    db.add(merchant)
    db.flush()
    return merchant


def add_products(db: Session, merchant: Merchant) -> dict[str, Product]:
    """Everything the shop sells, by sku."""
    care = read("care.toml")
    products = {}
    for row in read("products.toml")["product"]:
        values = {**row, "title": row["titles"]["en"], "price": row["price"] * PAISE, "care": care[row["care"]]}
        url = f"{merchant.site_url}/p/{row['sku'].lower()}"
        products[row["sku"]] = Product(merchant_id=merchant.id, url=url, **values)
    db.add_all(products.values())
    db.flush()
    return products


def add_areas_and_offers(db: Session, merchant: Merchant, calendar: Calendar) -> None:
    """Where the shop delivers, and its flat-amount offers."""
    shop = read("shop.toml")
    for area in shop["area"]:
        least, most = area["days"]
        rest = {"days_min": least, "days_max": most, "cod": area.get("cod", True), "served": area.get("served", True)}
        db.add_all(PinArea(merchant_id=merchant.id, prefix=prefix, **rest) for prefix in area["prefixes"])
    for offer in shop["offer"]:
        days = offer.get("ends_in_days")
        db.add(
            Offer(
                merchant_id=merchant.id,
                code=offer["code"],
                amount=offer["amount"] * PAISE,
                minimum=offer["minimum"] * PAISE,
                ends_on=calendar.day(days) if days else None,
            )
        )


def add_answers(db: Session, merchant: Merchant) -> int:
    """Write the answers that are not there yet and leave the others as they are; how many were written.

    The merchant may have changed an answer; a new locale's file reaches a shop that was seeded before it existed.
    """
    there = {(entry.slug, entry.locale) for entry in list_entries(db, merchant.id)}
    files = sorted(FAQ_FOLDER.glob("*.toml"))
    entries = [entry for file in files for entry in read_entries(file.stem, file.read_text(encoding="utf-8"))]
    missing = [entry for entry in entries if (entry.slug, entry.locale) not in there]
    return record_answers(db, merchant.id, missing, read_kept(db, merchant.id))
