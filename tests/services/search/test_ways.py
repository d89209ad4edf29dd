"""However PostgreSQL is asked, by the newest texts, by the rarest word or by all of them, it finds the same."""

from __future__ import annotations

import pytest

from bot.bootstrap import Bot
from bot.domain.access import Viewer
from bot.services.search import texts as ways
from tests.cast import Cast
from tests.services.search.seek import add_talk, seek, texts

WRITTEN = ["order kahan hai", "मेरा ऑर्डर", "order rk77 kab", "rk77", "ok", "saree order", "orders of rk77", "নমস্কার"]
TYPED = ["order", "order rk77", "rk77 -kab", '"order kahan"', "order in:resolved", "zanzibar", "order after:2026-01-01"]


def test_each_way_finds_the_same(bot: Bot, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    add_talk(bot, cast.shop, cast.asha, WRITTEN)
    add_talk(bot, cast.shop, cast.john, WRITTEN[:3], status="resolved")
    found = []
    for newest, rare, few in ((20_000, 0.01, 2_000), (1, 0.01, 0), (1, 0.3, 0), (1, 2.0, 0), (1_000, 2.0, 0)):
        for name, value in (("NEWEST", newest), ("RARE", rare), ("FEW", few)):
            monkeypatch.setattr(ways, name, value)
        found.append({typed: texts(seek(bot, Viewer(cast.shop, None), typed)) for typed in TYPED})
    assert found == [found[0]] * len(found)
    assert [len(found[0][typed]) for typed in TYPED] == [8, 3, 2, 2, 3, 0, 8]
