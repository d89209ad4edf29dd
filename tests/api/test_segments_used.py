"""What a rule may name of the shop, and what uses a segment, by the API."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.bootstrap import Bot
from bot.db.broadcasts import Broadcast
from bot.db.notices import RuleChange
from bot.domain.access import StaffRole
from tests.api.people import Browser, browser_of
from tests.cast import Cast
from tests.services.shelf import change, stock

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
PATH = "/segments"
VALUES = f"{PATH}/values?field=bought.product"


@pytest.fixture
def ravi(bot: Bot, cast: Cast) -> Browser:
    """A marketer."""
    return browser_of(bot, cast.shop, StaffRole.MARKETER)


def test_products_are_found_by_letters_or_named_by_ids(bot: Bot, cast: Cast, ravi: Browser) -> None:
    stock(bot, cast)
    every = ravi.call("GET", VALUES).get_json()["values"]
    one = every[0]
    found = ravi.call("GET", f"{VALUES}&q={one['name'][1:6].upper()}").get_json()["values"]
    assert one in found
    assert ravi.call("GET", f"{VALUES}&ids={one['value']},{10**17}").get_json()["values"] == [one]
    assert ravi.call("GET", f"{VALUES}&q=%25%25").get_json()["values"] == []  # no sign means any letters
    kinds = ravi.call("GET", f"{PATH}/values?field=bought.category").get_json()["values"]
    assert kinds
    assert all(kind["value"] == kind["name"] for kind in kinds)
    for wrong in ("ids=1,x", f"ids={'9' * 19}", f"q={'x' * 101}"):
        assert ravi.call("GET", f"{VALUES}&{wrong}").status_code == 400
    stranger = browser_of(bot, cast.other_shop, StaffRole.OWNER)
    assert stranger.call("GET", f"{VALUES}&ids={one['value']}").get_json()["values"] == []
    assert browser_of(bot, cast.shop, StaffRole.AGENT).call("GET", VALUES).status_code == 403


def test_what_uses_a_segment_is_told_before_it_is_dropped(bot: Bot, cast: Cast, ravi: Browser) -> None:
    segment = ravi.call("POST", PATH, {"name": "Everybody", "rule": {"all": []}}).get_json()["id"]
    with bot.database.writing.begin() as db:
        db.add(RuleChange(merchant_id=cast.shop, name="shipped", segment={"in_segment": segment}))
        db.add(RuleChange(merchant_id=cast.shop, name="late", segment=None))
        to_it = {"audience": {"segment": segment}, "key": "x", "created_at": NOW, "merchant_id": cast.shop}
        goes, over = Broadcast(name="Diwali", **to_it), Broadcast(name="Holi", state="ended", **to_it)
        db.add_all((goes, over))
        db.flush()
        goes_id = goes.id
    told = ravi.call("GET", f"{PATH}/{segment}").get_json()
    assert (told["used_by"], told["used_by_rules"]) == ([], ["shipped"])
    assert told["used_by_broadcasts"] == [{"id": goes_id, "name": "Diwali"}]
    assert ravi.call("DELETE", f"{PATH}/{segment}").status_code == 409
    change(bot, Broadcast, goes_id, frozen_at=NOW)
    assert ravi.call("GET", PATH).get_json()["segments"][0]["used_by_broadcasts"] == []
