"""Where the demo's pictures hang: the address follows the settings, and what a merchant put there stays."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select, update

from bot.config import Settings
from bot.db.engine import sessions
from bot.db.shop import Merchant, Product
from bot.demo.seed import seed
from tests.engines import engine_at


def pictures(settings: Settings) -> dict[str, str]:
    """sku -> address, and the logo's."""
    with sessions(engine_at(settings.database_url)).reading() as db:
        found = {sku: url for sku, url in db.execute(select(Product.sku, Product.picture_url))}
        found["logo"] = db.scalars(select(Merchant.logo_url)).one()
    return found


def test_it_hangs_a_picture_on_every_product(database_url: str, tmp_path: Path) -> None:
    settings = Settings.from_env({"DATABASE_URL": database_url, "VAR_DIR": str(tmp_path), "PORT": "8100"})
    seed(settings)
    found = pictures(settings)
    assert found["SAR-BANDHANI"] == "http://127.0.0.1:8100/demo/pictures/sar-bandhani.png"
    assert all(found.values())


def test_it_follows_the_address_and_leaves_the_merchants_own(database_url: str, tmp_path: Path) -> None:
    environ = {"DATABASE_URL": database_url, "VAR_DIR": str(tmp_path)}
    seed(Settings.from_env(environ))
    with sessions(engine_at(database_url)).writing.begin() as db:
        db.execute(update(Product).where(Product.sku == "SAR-TANT").values(picture_url="https://cdn.example/tant.jpg"))
    settings = Settings.from_env(environ | {"PUBLIC_URL": "https://demo.example"})
    seed(settings)
    found = pictures(settings)
    assert found["SAR-TANT"] == "https://cdn.example/tant.jpg"
    assert found["logo"] == "https://demo.example/demo/pictures/logo.png"
