"""People of the demo shop: their password is made up, said once, and only where nobody's customers are real."""

from __future__ import annotations

from pathlib import Path

from bot.config import Settings
from bot.db.engine import sessions
from bot.db.staff import StaffMember
from bot.demo.seed import seed
from bot.domain.access import StaffRole
from bot.services.staff import passwords
from tests.engines import engine_at
from tests.fakes import ACCOUNT, PUBLIC_URL, TOKEN

REAL = {"TWILIO_ACCOUNT_SID": ACCOUNT, "TWILIO_AUTH_TOKEN": TOKEN, "TWILIO_WHATSAPP_FROM": "+917900000000"}


def _people(url: str) -> list[StaffMember]:
    with sessions(engine_at(url)).reading.begin() as db:
        return list(db.query(StaffMember).order_by(StaffMember.id))


def test_it_says_once_how_to_log_in(database_url: str, tmp_path: Path) -> None:
    settings = Settings.from_env({"DATABASE_URL": database_url, "VAR_DIR": str(tmp_path)})
    password = seed(settings).rpartition(" ")[2]
    people = _people(database_url)
    assert [one.role for one in people] == [StaffRole.OWNER, StaffRole.MARKETER, StaffRole.AGENT, StaffRole.AGENT]
    assert passwords.is_right(password, people[0].password)
    again = seed(settings)
    assert password not in again
    assert "one click" in again
    assert [one.password for one in _people(database_url)] == [one.password for one in people]


def test_two_demos_have_two_passwords(database_url: str, migrated_sqlite: Path, tmp_path: Path) -> None:
    other = f"sqlite:///{tmp_path / 'other.db'}"
    (tmp_path / "other.db").write_bytes(migrated_sqlite.read_bytes())
    said = {
        seed(Settings.from_env({"DATABASE_URL": url, "VAR_DIR": str(tmp_path)})).rpartition(" ")[2]
        for url in (database_url, other)
    }
    assert len(said) == 2


def test_with_real_customers_there_is_nobody(database_url: str, tmp_path: Path) -> None:
    real = {"DATABASE_URL": database_url, "VAR_DIR": str(tmp_path), "PUBLIC_URL": PUBLIC_URL}
    seed(Settings.from_env(real | REAL))
    assert _people(database_url) == []
