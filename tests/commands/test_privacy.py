"""The document a person asked for is handed out by its own shop alone."""

from __future__ import annotations

import json
from pathlib import Path

from bot.bootstrap import Bot
from bot.commands.privacy import privacy
from bot.db.connections import DataExport
from bot.db.people import Customer, Identity
from bot.db.staff import AuditEntry
from bot.services.privacy import exports
from tests.cast import ASHA, Cast
from tests.commands.test_connect import Run, run
from tests.driver import rows
from tests.fakes import Watch

__all__ = ["run"]
RANGOLI = ["--shop", "rangoli"]


def test_it_hands_out_an_export_once_it_is_asked_for(bot: Bot, cast: Cast, watch: Watch) -> None:
    with bot.database.writing.begin() as db:
        made = DataExport(
            merchant_id=cast.shop, request_id="shopify:1:9", customer_id=cast.asha, made_at=watch(), document="{}"
        )
        db.add(made)
        db.flush()
        assert exports.fetch(db, cast.other_shop, made.id, watch()) is None
        assert [one.fetched_at for one in exports.list_exports(db, cast.shop)] == [None]
        handed = exports.fetch(db, cast.shop, made.id, watch())
        assert handed is not None
        assert handed.document == "{}"
        assert exports.list_exports(db, cast.shop)[0].fetched_at == watch()
        assert exports.list_exports(db, cast.other_shop) == []


def test_a_persons_data_is_handed_out_and_the_log_has_it(bot: Bot, cast: Cast, run: Run, tmp_path: Path) -> None:
    held = json.loads(run(privacy, ["export", ASHA, *RANGOLI]).output)
    assert [one["id"] for one in held["customers"]] == [cast.asha]
    file = tmp_path / "asha.json"
    told = run(privacy, ["export", str(cast.asha), "--to", str(file), *RANGOLI]).output
    assert (told, file.stat().st_mode & 0o777) == (f"{file} is written\n", 0o600)
    assert json.loads(file.read_text(encoding="utf-8"))["customers"] == held["customers"]
    again = run(privacy, ["export", str(cast.asha), "--to", str(file), *RANGOLI], code=1).output
    assert "--to" in again
    for who, shop in ((ASHA, "other"), (str(cast.asha), "other"), ("9" * 30, "rangoli"), ("+910000", "rangoli")):
        assert "no customer by this id or phone" in run(privacy, ["export", who, "--shop", shop], code=1).output
    done = [(one.action, one.subject, one.staff_id, one.detail) for one in rows(bot, AuditEntry)]
    assert done == [("customer.export", f"customer:{cast.asha}", None, "")] * 2


def test_a_person_is_forgotten_after_a_number_that_is_typed(bot: Bot, cast: Cast, run: Run) -> None:
    asked = run(privacy, ["erase", ASHA, *RANGOLI], typed="yes\n", code=1).output
    assert "nothing was forgotten" in asked
    assert any(one.value == ASHA for one in rows(bot, Identity))
    assert "no customer" in run(privacy, ["erase", ASHA, "--yes", "--shop", "other"], code=1).output
    assert f"Type {cast.asha}" in run(privacy, ["erase", ASHA, *RANGOLI], typed=f"{cast.asha}\n").output
    assert [one.name for one in rows(bot, Customer) if one.id == cast.asha] == [""]
    assert not any(one.value == ASHA for one in rows(bot, Identity))
    assert "is forgotten" in run(privacy, ["erase", str(cast.asha), "--yes", *RANGOLI]).output  # and is so once more
    assert [one.action for one in rows(bot, AuditEntry)] == ["customer.erase"]
