"""Settings: each is documented, secrets stay secret, and two of them make a second copy."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import main
from bot.config import DERIVED, Settings, kept_secret
from tests.settings import REAL, documented, settings


def test_it_documents_every_setting_once_and_no_other() -> None:
    read = {name.upper() for name in Settings.model_fields if name not in DERIVED}
    assert len(read) > 10
    assert sorted(documented()) == sorted(read)


@pytest.mark.parametrize("name", ["TWILIO_AUTH_TOKEN", "SECRET_KEY", "DATABASE_URL", "REDIS_URL"])
def test_it_reads_a_secret_from_a_file(name: str, tmp_path: Path) -> None:
    value = {"DATABASE_URL": "sqlite:///elsewhere.db", "REDIS_URL": "redis://:secret@cache:6379/0"}.get(name, "hidden")
    (tmp_path / "secret").write_text(f"{value}\n")
    found = settings(tmp_path, **REAL, **{f"{name}_FILE": str(tmp_path / "secret")})
    assert getattr(found, name.lower()) == value


def test_it_uses_the_simulator_until_there_is_an_account(tmp_path: Path) -> None:
    assert settings(tmp_path).twilio_api_url == "http://127.0.0.1:8001"
    real = settings(tmp_path, **REAL)
    assert (real.simulated, real.twilio_api_url) == (False, None)


def test_it_makes_a_second_copy_of_port_and_var_dir(tmp_path: Path) -> None:
    one, two = settings(tmp_path / "a"), settings(tmp_path / "b", PORT="8100")
    names = ("public_url", "simulator_url", "rasa_url", "action_endpoint_url", "redis_url", "database_url")
    for name in (*names, "secret_key", "twilio_auth_token", "spool_dir", "media_dir"):
        assert getattr(one, name) != getattr(two, name), name


def test_it_keeps_a_secret_from_others_and_for_the_next_start(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(lambda _: kept_secret(tmp_path, "key"), range(32)))
    assert len(found) == 1
    assert len(found.pop()) == 64
    assert stat.S_IMODE((tmp_path / "secrets" / "key").stat().st_mode) == 0o600
    assert [path.name for path in (tmp_path / "secrets").iterdir()] == ["key"]


def test_the_command_masks_secrets(tmp_path: Path) -> None:
    environ = {"VAR_DIR": str(tmp_path), "SECRET_KEY": "hush", "REDIS_URL": "redis://:quiet@cache:6379/0"}
    output = CliRunner().invoke(main, ["settings"], env=environ).output
    assert "redis://:********@cache:6379/0" in output
    assert "hush" not in output
    assert "quiet" not in output
    environ |= {"REDIS_URL": "redis+sentinel://:quiet@one,two/shop/0?sentinel_password=silent&db=1"}
    output = CliRunner().invoke(main, ["settings"], env=environ).output
    assert "redis+sentinel://:********@one,two/shop/0?sentinel_password=********&db=1" in output


def test_it_keeps_secrets_out_of_what_is_printed_of_the_settings(tmp_path: Path) -> None:
    shown = repr(settings(tmp_path, **REAL, SECRET_KEY="hush", TWILIO_SIGNING_TOKENS="old-token"))
    assert str(tmp_path) in shown
    assert not [secret for secret in ("hush", "old-token", "'token'") if secret in shown]


def test_it_reads_no_setting_that_follows_from_others(tmp_path: Path) -> None:
    assert settings(tmp_path, **REAL, SIMULATED="yes", EMBEDDED_REDIS="no") == settings(tmp_path, **REAL)
