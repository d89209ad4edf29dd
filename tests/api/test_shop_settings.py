"""What a shop decides for itself, by the API: told, changed whole or not at all, and its logo drawn anew."""

from __future__ import annotations

from typing import Any

from bot.bootstrap import Bot
from bot.commands.shop import shop as shop_commands
from bot.db.shop import Merchant
from bot.db.staff import AuditEntry
from bot.domain.access import StaffRole
from bot.services.shop.decisions import Decisions
from tests.api.people import Browser, browser_of
from tests.apps import app_of
from tests.cast import Cast
from tests.commands.test_connect import Run, run
from tests.domain.drawn import png
from tests.driver import rows

__all__ = ["run"]


def _change(browser: Browser, **changes: Any) -> tuple[int, dict[str, Any]]:
    told = browser.call("PATCH", "/settings/shop", {"changes": changes})
    return told.status_code, told.get_json()


def test_everything_a_shop_may_decide_is_told_and_taken_back_as_written(bot: Bot, cast: Cast) -> None:
    owner = browser_of(bot, cast.shop, StaffRole.OWNER)
    told = owner.call("GET", "/settings/shop").get_json()
    assert told["values"].keys() == told["written"].keys() == Decisions.model_fields.keys()
    assert _change(owner, **told["written"]) == (200, told)
    assert _change(owner, **told["values"]) == (200, told)


def test_it_changes_whole_or_not_at_all_and_names_each_field(bot: Bot, cast: Cast) -> None:
    owner = browser_of(bot, cast.shop, StaffRole.OWNER)
    status, told = _change(owner, name="Rangoli", colour="red", zone="Mars", whatsapp_from="+917900000009", nothing=1)
    assert status == 422
    faults = {one["pointer"]: one["remedy"] for one in told["errors"]}
    assert faults["/changes/colour"] == "write a colour like #8a1f4b"
    assert faults["/changes/zone"] == "write a zone like Asia/Kolkata"
    assert "other" in faults["/changes/whatsapp_from"]  # another shop's own number
    assert faults.keys() == {"/changes/colour", "/changes/zone", "/changes/whatsapp_from", "/changes/nothing"}
    assert rows(bot, Merchant)[0].name == "Rangoli Handlooms"
    status, told = _change(owner, name="Rangoli", prices="sms_segment=0.28", cod_limit=5000, upi_at_door="yes")
    assert (status, told["values"]["prices"], told["written"]["upi_at_door"]) == (200, {"sms_segment": 280_000}, "yes")
    status, told = _change(owner, prices="sms_segment@2026-12-01=cheap whatsapp_utility=0.1")
    assert (status, told["errors"][0]["pointer"]) == (422, "/changes/prices/sms_segment@2026-12-01")
    mine, other = rows(bot, Merchant)
    assert (mine.name, mine.cod_limit, mine.upi_at_door, other.name) == ("Rangoli", 5000, True, "Other Shop")
    done = [(one.action, one.detail) for one in rows(bot, AuditEntry)]
    assert done == [("settings.shop", "cod_limit name prices upi_at_door")]


def test_a_logo_is_drawn_anew_shown_to_all_and_forgotten(bot: Bot, cast: Cast) -> None:
    owner = browser_of(bot, cast.shop, StaffRole.OWNER)

    def put(content: bytes) -> Any:
        headers = {"X-CSRF-Token": owner.csrf, "Content-Type": "application/octet-stream"}
        return owner.client.put("/api/v1/settings/shop/logo", data=content, headers=headers)

    drawn = png(900, 300)
    assert put(b"<svg onload=alert(1)>").status_code == 415
    url = put(drawn + b"what hides behind").get_json()["values"]["logo_url"]
    path = url.removeprefix(bot.settings.public_url)
    shown = app_of(bot).test_client().get(path)
    assert (shown.status_code, shown.mimetype) == (200, "image/png")
    assert b"what hides" not in shown.data
    assert "sandbox" in shown.headers["Content-Security-Policy"]
    (bot.settings.media_dir / "customer.png").write_bytes(drawn)  # a picture of somebody else's is nobody's logo
    assert app_of(bot).test_client().get("/logo/customer.png").status_code == 404
    assert put(drawn).get_json()["values"]["logo_url"] != url
    assert app_of(bot).test_client().get(path).status_code == 404
    assert owner.call("DELETE", "/settings/shop/logo").get_json()["values"]["logo_url"] == ""
    assert [path.name for path in bot.settings.media_dir.iterdir()] == ["customer.png"]


def test_the_terminal_hangs_it_as_well(bot: Bot, cast: Cast, run: Run) -> None:
    file = bot.settings.var_dir / "logo.png"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(png(40, 40))
    assert "/logo/" in run(shop_commands, ["logo", str(file), "--shop", "rangoli"]).output
    assert "/logo/" in rows(bot, Merchant)[0].logo_url
