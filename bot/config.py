"""The settings, read once from the environment; bad ones stop the start and name themselves."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot import setting_kinds as kinds
from bot.domain.retention import KeptKind, days_in_force, read_days

SIMULATOR = "simulator"
# Twilio's own host first; it redirects to its storage, which gets no credentials.
TWILIO_MEDIA_HOSTS = ("api.twilio.com", "media.twiliocdn.com", "mms.twiliocdn.com", "s3-external-1.amazonaws.com")
# What an account would have, where Twilio is the simulator or somebody's stand-in.
MADE_UP = {
    "twilio_account_sid": "AC" + "d" * 32,
    "twilio_whatsapp_from": "+917900000000",
    "twilio_sms_from": "+917900000001",
}
# The embedded parts listen beside the web server, so that PORT and VAR_DIR alone make a second copy.
SIMULATOR_OFFSET, RASA_OFFSET, ACTIONS_OFFSET, VALKEY_OFFSET, LIVE_OFFSET = 1, 2, 3, 4, 5
PORTS = 6  # how many in a row a copy takes
THIS_MACHINE = ("127.0.0.1", "localhost")
DERIVED = ("embedded_redis", "simulated")  # fields that follow from others; no variable sets them


class BadSetting(Exception):
    """Settings that cannot be used: a line for each says which, why, and what to write instead."""

    def __init__(self, name: str, problem: str, *others: BadSetting) -> None:
        line = f"{name}: {problem} (see docs/settings.md#{name.lower().removesuffix('_file')})"
        super().__init__("\n".join([line, *map(str, others)]))
        self.name = name


class Settings(BaseModel):
    """Everything the environment decides; each field is a heading of docs/settings.md.

    A default may be made of the fields above it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    port: kinds.Port = 8000
    var_dir: kinds.Folder = Field(default_factory=lambda: Path("var").absolute())
    public_url: kinds.Host = Field(default_factory=lambda read: _here(read, 0))
    live_url: kinds.Address = Field(default_factory=lambda read: _live(read))
    database_url: kinds.DatabaseAddress = Field(default_factory=lambda read: f"sqlite:///{read['var_dir']}/dastak.db")
    redis_url: kinds.RedisAddress = Field(default_factory=lambda read: _own_valkey(read), repr=False)
    embedded_redis: bool = True
    rasa_url: kinds.Address = Field(default_factory=lambda read: _here(read, RASA_OFFSET))
    rasa_urls: kinds.Addresses = Field(default_factory=lambda read: (read["rasa_url"],))
    rasa_token: kinds.Tokens = Field(
        default_factory=lambda read: kept_secret(read["var_dir"], "rasa_token"), repr=False
    )
    action_endpoint_url: kinds.Address = Field(default_factory=lambda read: f"{_here(read, ACTIONS_OFFSET)}/webhook")
    action_token: kinds.Tokens = Field(
        default_factory=lambda read: kept_secret(read["var_dir"], "action_token"), repr=False
    )
    simulated: bool = True
    demo: kinds.YesNo = True
    twilio_api_url: kinds.Host | None = None
    twilio_account_sid: kinds.AccountSid = ""
    twilio_auth_token: str = Field(default_factory=lambda read: _stand_in_token(read), repr=False)
    twilio_signing_tokens: kinds.Words = Field(default_factory=lambda read: (read["twilio_auth_token"],), repr=False)
    twilio_whatsapp_from: kinds.WhatsAppSender = ""
    twilio_sms_from: kinds.SmsSender = ""
    twilio_messaging_service_sid: kinds.ServiceSid | None = None
    media_hosts: kinds.HostNames = TWILIO_MEDIA_HOSTS
    messages_per_minute: kinds.Count = 30
    keep_days: kinds.KeepDays = ()
    valkey_megabytes: kinds.Count = 512
    secret_key: kinds.Keys = Field(default_factory=lambda read: kept_secret(read["var_dir"], "secret_key"), repr=False)
    staff_token: kinds.Tokens = Field(
        default_factory=lambda read: kept_secret(read["var_dir"], "staff_token"), repr=False
    )
    smtp_url: kinds.MailServer | None = Field(default=None, repr=False)
    mail_from: kinds.MailSender = Field(default_factory=lambda read: f"dastak@{urlsplit(read['public_url']).hostname}")
    push_key: kinds.Token = Field(default_factory=lambda read: kept_secret(read["var_dir"], "push_key"), repr=False)
    log_level: kinds.LogLevel = "INFO"
    log_format: kinds.LogFormat = "text"

    @classmethod
    def from_env(cls, environ: Mapping[str, str] | None = None) -> Settings:
        """Read the environment (or a mapping).

        Raises:
            BadSetting: names each variable that cannot be used, and the remedy.
        """
        texts = _texts(os.environ if environ is None else environ)
        try:
            settings = cls(**_with_stand_ins(texts))
        except ValidationError as error:
            raise _bad_settings(error) from None  # its own text holds values
        _check_together(settings)
        return settings.at(settings.simulator_url) if settings.simulated else settings

    def at(self, twilio_api_url: str) -> Settings:
        """Return these settings with every Twilio product at this scheme and host ("" is the real Twilio)."""
        return self.model_copy(update={"twilio_api_url": twilio_api_url.rstrip("/") or None})

    @property
    def simulator_url(self) -> str:
        """Where our simulator listens (only started when `simulated`)."""
        return f"http://127.0.0.1:{self.port + SIMULATOR_OFFSET}"

    @property
    def twilio_host(self) -> str:
        """Host and port of Twilio's API: what customers' files are fetched from, with our credentials."""
        return urlsplit(self.twilio_api_url).netloc if self.twilio_api_url else "api.twilio.com"

    @property
    def run_dir(self) -> Path:
        """What belongs to the processes that run now: their signs of life, their numbers."""
        return self.var_dir / "run"

    @property
    def dialogue_days(self) -> int:
        """How long Rasa remembers a silent conversation."""
        return days_in_force(read_days(self.keep_days), {})[KeptKind.DIALOGUE]

    @property
    def spool_dir(self) -> Path:
        """Requests that could not be stored wait here, one file each."""
        return self.var_dir / "spool"

    @property
    def demo_clock(self) -> Path:
        """How far the demo's clock is ahead (see bot.clock)."""
        return self.var_dir / "demo_clock"

    @property
    def demo_callers(self) -> Path:
        """Who wrote to the demo's shop before the simulator began (see bot.demo.inbox)."""
        return self.var_dir / "demo_callers.json"

    @property
    def media_dir(self) -> Path:
        """Pictures and voice notes of customers."""
        return self.var_dir / "media"


def _texts(environ: Mapping[str, str]) -> dict[str, str]:
    """The texts of the variables that are set, by field; an empty one counts as absent."""
    texts = {name: _text(environ, name.upper()) for name in Settings.model_fields if name not in DERIVED}
    return {name: text for name, text in texts.items() if text}


def _text(environ: Mapping[str, str], name: str) -> str:
    """The text of a variable, or what the file holds that NAME_FILE names.

    Raises:
        BadSetting: the file cannot be read.
    """
    file = environ.get(f"{name}_FILE", "").strip()
    try:
        text = Path(file).read_text() if file else environ.get(name, "")
    except OSError as error:
        raise BadSetting(f"{name}_FILE", f"cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise BadSetting(f"{name}_FILE", "holds bytes that are no text: write it as UTF-8") from error
    return text.strip()


def _with_stand_ins(texts: Mapping[str, str]) -> dict[str, Any]:
    """Without an account the simulator is Twilio; what it or another stand-in is not given, is made up."""
    api_url = texts.get("twilio_api_url", "" if "twilio_account_sid" in texts else SIMULATOR)
    simulated = api_url == SIMULATOR
    return {
        **(MADE_UP if api_url else {}),
        **texts,
        "embedded_redis": "redis_url" not in texts,
        "simulated": simulated,
        "twilio_api_url": None if simulated else api_url or None,
    }


def _stand_in_token(read: Mapping[str, Any]) -> str:
    return kept_secret(read["var_dir"], "twilio_auth_token") if read["simulated"] or read["twilio_api_url"] else ""


def _own_valkey(read: Mapping[str, Any]) -> str:
    return f"redis://:{kept_secret(read['var_dir'], 'valkey_password')}@127.0.0.1:{read['port'] + VALKEY_OFFSET}/0"


def _here(read: Mapping[str, Any], offset: int) -> str:
    return f"http://127.0.0.1:{read['port'] + offset}"


def _live(read: Mapping[str, Any]) -> str:
    """A proxy in front passes /live on; without one a page asks the process itself."""
    local = urlsplit(read["public_url"]).hostname in THIS_MACHINE
    return f"{_here(read, LIVE_OFFSET) if local else read['public_url']}/live"


def _bad_settings(error: ValidationError) -> BadSetting:
    # The others are defaults that could not be made because of these.
    ours = [each for each in error.errors() if each["type"] == "value_error"]
    (name, problem), *others = [(str(each["loc"][0]).upper(), str(each["ctx"]["error"])) for each in ours]
    return BadSetting(name, problem, *(BadSetting(*each) for each in others))


def _check_together(settings: Settings) -> None:
    """Refuse what is fine by itself and cannot be used beside the rest."""
    if not settings.twilio_auth_token:
        raise BadSetting("TWILIO_AUTH_TOKEN", "is needed beside TWILIO_ACCOUNT_SID")
    if not settings.twilio_whatsapp_from and not settings.twilio_sms_from:
        raise BadSetting("TWILIO_WHATSAPP_FROM", "is needed (or TWILIO_SMS_FROM): a number like +14155238886")
    if not settings.simulated and not settings.twilio_api_url:
        _check_reachable_from_twilio(settings.public_url)


def _check_reachable_from_twilio(public_url: str) -> None:
    """Twilio refuses every message whose callback it could not reach (21609), and host names with underscores."""
    host = urlsplit(public_url).hostname or ""
    if host in ("localhost", "127.0.0.1", "::1"):
        raise BadSetting("PUBLIC_URL", "must be an address that Twilio can reach, like https://dastak.example.com")
    if "_" in host:
        raise BadSetting("PUBLIC_URL", "must have no underscore in its host name: Twilio refuses those")


def kept_secret(var_dir: Path, name: str) -> str:
    """A secret made once and kept in VAR_DIR, readable by the owner alone.

    Raises:
        BadSetting: VAR_DIR cannot be written.
    """
    path = var_dir / "secrets" / name
    mine = path.with_name(f".{name}-{secrets.token_hex(4)}")
    try:
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with open(os.open(mine, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(secrets.token_hex(32))
            # Whole or not at all, and the first one wins: several processes start at the same time.
            with suppress(FileExistsError):
                os.link(mine, path)
            mine.unlink()
        return path.read_text().strip()
    except OSError as error:
        raise BadSetting("VAR_DIR", f"{path} cannot be kept there: {error.strerror}") from error
