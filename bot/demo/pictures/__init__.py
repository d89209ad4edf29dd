"""The demo's pictures: one for each product, named by its sku, and the shop's logo."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db.shop import Merchant, Product

FOLDER = Path(__file__).parent
PATH = "/demo/pictures/"  # on the web application of a simulated system


def hang(db: Session, merchant: Merchant, public_url: str) -> None:
    """Give the shop and its products their pictures at this address; "" takes them away.

    The address follows the settings, as the shop's numbers do; a picture the merchant put there is left alone.
    """
    merchant.logo_url = _address(merchant.logo_url, public_url, "logo")
    for product in db.scalars(select(Product).where(Product.merchant_id == merchant.id)):
        product.picture_url = _address(product.picture_url, public_url, product.sku.lower())
    db.flush()


def _address(known: str, public_url: str, name: str) -> str:
    if known and PATH not in known:
        return known
    return f"{public_url}{PATH}{name}.png" if public_url and (FOLDER / f"{name}.png").exists() else ""
