"""Settings: a bad one names itself, each is documented, and two of them make a second copy."""

from __future__ import annotations

import re
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import main
from bot.config import BadSetting, Settings, kept_secret
from bot.running import ROOT

ACCOUNT = "AC" + "0" * 32
PUBLIC = "https://dastak.example.com"
REAL = {
    "TWILIO_ACCOUNT_SID": ACCOUNT,
    "TWILIO_AUTH_TOKEN": "token",
    "TWILIO_WHATSAPP_FROM": "+14155238886",
    "PUBLIC_URL": PUBLIC,
}
BAD = [
    ("PORT", "eighty"),
    ("PORT", "0"),
    ("PORT", "65532"),
    ("PUBLIC_URL", "care.example.in"),
    ("PUBLIC_URL", "http://:8000"),
    ("DATABASE_URL", "mysql://db/dastak"),
    ("REDIS_URL", "http://cache"),
    ("REDIS_URL", "redis://cache:port/0"),
    ("RASA_URL", "rasa:5005"),
    ("ACTION_ENDPOINT_URL", "actions"),
    ("TWILIO_ACCOUNT_SID", "AC123"),
    ("TWILIO_API_URL", "localhost:9000"),
    ("TWILIO_WHATSAPP_FROM", "98000"),
    ("TWILIO_SMS_FROM", "a name that is too long"),
    ("TWILIO_MESSAGING_SERVICE_SID", "MG12"),
    ("LOG_LEVEL", "LOUD"),
    ("TWILIO_AUTH_TOKEN_FILE", "/nowhere/token"),
    ("SECRET_KEY_FILE", "/nowhere/key"),
]


def settings(var_dir: Path, **environ: str) -> Settings:
    return Settings.from_env({"VAR_DIR": str(var_dir), **environ})


def documented() -> list[str]:
    return re.findall(r"^## (\w+)$", (ROOT / "docs" / "settings.md").read_text(), re.MULTILINE)


@pytest.mark.parametrize(("name", "value"), BAD, ids=[f"{name}={value}" for name, value in BAD])
def test_it_names_the_bad_setting_and_where_it_is_explained(name: str, value: str, tmp_path: Path) -> None:
    with pytest.raises(BadSetting) as caught:
        settings(tmp_path, **{name: value})
    assert caught.value.name == name
    anchor = re.search(r"docs/settings\.md#(\w+)", str(caught.value))
    assert anchor is not None
    assert anchor[1] in [heading.lower() for heading in documented()]


def test_it_wants_a_token_beside_an_account(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="TWILIO_AUTH_TOKEN"):
        settings(tmp_path, TWILIO_ACCOUNT_SID=ACCOUNT)


def test_it_wants_a_sender(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="TWILIO_WHATSAPP_FROM"):
        settings(tmp_path, **{**REAL, "TWILIO_WHATSAPP_FROM": ""})


def test_it_names_a_var_dir_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(BadSetting, match="VAR_DIR"):
        settings(tmp_path / "file" / "var")


def test_it_documents_every_setting_once_and_no_other() -> None:
    source = (ROOT / "bot" / "config.py").read_text()
    read = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', source))
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


def test_the_command_says_one_sentence_about_a_bad_setting(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["settings"], env={"VAR_DIR": str(tmp_path), "PORT": "eighty"})
    assert result.exit_code == 2
    assert result.output.startswith("PORT: must be a port number")
    assert result.output.count("\n") == 1


def test_the_command_masks_secrets(tmp_path: Path) -> None:
    environ = {"VAR_DIR": str(tmp_path), "SECRET_KEY": "hush", "REDIS_URL": "redis://:quiet@cache:6379/0"}
    output = CliRunner().invoke(main, ["settings"], env=environ).output
    assert "redis://:********@cache:6379/0" in output
    assert "hush" not in output
    assert "quiet" not in output


@pytest.mark.parametrize("address", ["", "http://localhost:8000", "https://my_shop.example.com"])
def test_it_wants_an_address_that_twilio_can_reach(tmp_path: Path, address: str) -> None:
    with pytest.raises(BadSetting, match="PUBLIC_URL"):
        settings(tmp_path, **(REAL | {"PUBLIC_URL": address}))
