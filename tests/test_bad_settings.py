"""A setting that cannot be used stops the start and names itself, with all the others that cannot."""

from __future__ import annotations

import re
import socket
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import main
from bot.config import BadSetting
from tests.settings import ACCOUNT, REAL, documented, settings

BAD = [
    ("PORT", "eighty"),
    ("PORT", "0"),
    ("PORT", "65532"),
    ("PUBLIC_URL", "care.example.in"),
    ("PUBLIC_URL", "http://:8000"),
    ("DATABASE_URL", "mysql://db/dastak"),
    ("DATABASE_URL", "sqlite://"),
    ("DATABASE_URL", "sqlite:///:memory:"),
    ("RASA_URLS", "http://rasa-1:5005,rasa-2:5005"),
    ("MEDIA_HOSTS", "https://api.twilio.com"),
    ("REDIS_URL", "http://cache"),
    ("REDIS_URL", "redis://cache:port/0"),
    ("RASA_URL", "rasa:5005"),
    ("ACTION_ENDPOINT_URL", "actions"),
    ("TWILIO_ACCOUNT_SID", "AC123"),
    ("TWILIO_API_URL", "localhost:9000"),
    ("TWILIO_WHATSAPP_FROM", "98000"),
    ("TWILIO_SMS_FROM", "a name that is too long"),
    ("TWILIO_MESSAGING_SERVICE_SID", "MG12"),
    ("MESSAGES_PER_MINUTE", "0"),
    ("MESSAGES_PER_MINUTE", "many"),
    ("KEEP_DAYS", "orders=30"),
    ("KEEP_DAYS", "messages=5"),
    ("VALKEY_MEGABYTES", "0"),
    ("RASA_TOKEN", "short"),
    ("ACTION_TOKEN", "letters and blanks in it"),
    ("STAFF_TOKEN", "fünfzehn-und-mehr"),
    ("LOG_LEVEL", "LOUD"),
    ("LOG_FORMAT", "xml"),
    ("TWILIO_AUTH_TOKEN_FILE", "/nowhere/token"),
    ("SECRET_KEY", " , "),
    ("SECRET_KEY_FILE", "/nowhere/key"),
    ("PORT_FILE", "/nowhere/port"),
]


@pytest.mark.parametrize(("name", "value"), BAD, ids=[f"{name}={value}" for name, value in BAD])
def test_it_names_the_bad_setting_and_where_it_is_explained(name: str, value: str, tmp_path: Path) -> None:
    with pytest.raises(BadSetting) as caught:
        settings(tmp_path, **{name: value})
    assert caught.value.name == name
    anchor = re.search(r"docs/settings\.md#(\w+)", str(caught.value))
    assert anchor is not None
    assert anchor[1] in [heading.lower() for heading in documented()]


def test_it_names_all_that_are_bad_at_once(tmp_path: Path) -> None:
    with pytest.raises(BadSetting) as caught:
        settings(tmp_path, PORT="eighty", RASA_URL="rasa:5005", LOG_LEVEL="LOUD")
    assert [line.split(":")[0] for line in str(caught.value).splitlines()] == ["PORT", "RASA_URL", "LOG_LEVEL"]


def test_it_repeats_no_value_that_may_hold_a_password(tmp_path: Path) -> None:
    with pytest.raises(BadSetting) as caught:
        settings(tmp_path, DATABASE_URL="mysql://dastak:quiet@db/dastak", REDIS_URL="http://:hush@cache")
    told = [str(error) for error in (caught.value, caught.value.__cause__) if error]
    assert not [secret for secret in ("quiet", "hush") if secret in " ".join(told)]


def test_it_names_a_file_that_holds_no_text(tmp_path: Path) -> None:
    (tmp_path / "key").write_bytes(b"\x8a\xff")
    with pytest.raises(BadSetting, match="SECRET_KEY_FILE: holds bytes that are no text"):
        settings(tmp_path, SECRET_KEY_FILE=str(tmp_path / "key"))


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("postgresql://dastak:hush@127.0.0.1:1/dastak", "127.0.0.1"),
        ("sqlite:////nowhere/at/all/dastak.db", "/nowhere/at/all cannot be written"),
        ("sqlite:///{0}/text.db", "that file is no database of SQLite"),
    ],
)
def test_a_database_that_cannot_be_used_is_named_with_what_it_says(tmp_path: Path, address: str, says: str) -> None:
    (tmp_path / "text.db").write_text("no database")
    environment = {"VAR_DIR": str(tmp_path / "var"), "DATABASE_URL": address.format(tmp_path)}
    result = CliRunner().invoke(main, ["upgrade"], env=environment)
    assert result.exit_code == 1
    assert result.output.startswith("Error: DATABASE_URL: ")
    assert says in result.output
    assert "hush" not in result.output


def test_a_port_that_is_in_use_is_named_before_a_process_begins(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = CliRunner().invoke(main, ["process", "web"], env={"VAR_DIR": str(tmp_path), "PORT": str(port)})
    assert result.exit_code == 1
    assert f"Port {port} (PORT) is in use" in result.output


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


def test_the_command_says_one_sentence_about_a_bad_setting(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["settings"], env={"VAR_DIR": str(tmp_path), "PORT": "eighty"})
    assert result.exit_code == 2
    assert result.output.startswith("PORT: must be a port number")
    assert result.output.count("\n") == 1


@pytest.mark.parametrize("address", ["", "http://localhost:8000", "https://my_shop.example.com"])
def test_it_wants_an_address_that_twilio_can_reach(tmp_path: Path, address: str) -> None:
    with pytest.raises(BadSetting, match="PUBLIC_URL"):
        settings(tmp_path, **(REAL | {"PUBLIC_URL": address}))
