"""The fortnight of Asha and John, lived once for all tests of this folder.

On SQLite alone: the rest of the tests run every statement on PostgreSQL too, and this is about what is said when.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cast import ASHA, JOHN
from tests.lives.buyer import Buyer
from tests.lives.fortnight import MEANINGS, live
from tests.lives.opening import opened
from tests.lives.shop import Shop


@dataclass(frozen=True, slots=True)
class Fortnight:
    """Both buyers, with their phones put down; the stage is closed, its database can still be read."""

    asha: Buyer
    john: Buyer


@pytest.fixture(scope="session")
def fortnight(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Fortnight:
    """Asha reads Gujarati on WhatsApp; John reads English, and his phone has no WhatsApp."""
    folder = tmp_path_factory.mktemp("fortnight")
    copy = shutil.copy(migrated_sqlite, folder / "dastak.db")
    with opened(folder, f"sqlite:///{copy}", MEANINGS) as (stage, cast):
        asha = Buyer(stage, cast.asha, ASHA, "Asha", "gu", "whatsapp", "IN-1042", 8)
        john = Buyer(stage, cast.john, JOHN, "John", "en", "sms", "IN-1043", 4)
        stage.sim(f"/phones/{JOHN}", {"on_whatsapp": False})
        live(stage, Shop(stage, cast.shop), asha, john)
        for buyer in (asha, john):
            buyer.puts_phone_down()
    return Fortnight(asha, john)
