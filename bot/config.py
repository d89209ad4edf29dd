"""The settings, read once from the environment; a bad one stops the start and names itself."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
SIMULATOR = "simulator"
# Twilio's own host first; it redirects to its storage, which gets no credentials.
TWILIO_MEDIA_HOSTS = "api.twilio.com,media.twiliocdn.com,mms.twiliocdn.com,s3-external-1.amazonaws.com"
SIMULATED_ACCOUNT = "AC" + "d" * 32
HTTP = ("http", "https")
SMS_NAME = "[A-Za-z0-9 ]{3,11}"
# The embedded parts listen beside the web server, so that PORT and VAR_DIR alone make a second copy.
SIMULATOR_OFFSET, RASA_OFFSET, ACTIONS_OFFSET, VALKEY_OFFSET = 1, 2, 3, 4


class BadSetting(Exception):
    """A setting that cannot be used: says which, why, and what to write instead."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(f"{name}: {problem} (see docs/settings.md#{name.lower().removesuffix('_file')})")
        self.name = name


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything the environment decides; each field is a heading of docs/settings.md."""

    public_url: str
    port: int
    database_url: str
    redis_url: str
    rasa_url: str
    action_endpoint_url: str
    twilio_account_sid: str
    twilio_auth_token: str
    twilio_signing_tokens: tuple[str, ...]
    twilio_api_url: str | None
    twilio_whatsapp_from: str
    twilio_sms_from: str
    twilio_messaging_service_sid: str | None
    media_hosts: tuple[str, ...]
    secret_key: str
    var_dir: Path
    log_level: str
    simulated: bool
    embedded_redis: bool

    @property
    def simulator_url(self) -> str:
        """Where our simulator listens (only started when `simulated`)."""
        return f"http://127.0.0.1:{self.port + SIMULATOR_OFFSET}"

    @property
    def spool_dir(self) -> Path:
        """Requests that could not be stored wait here, one file each."""
        return self.var_dir / "spool"

    @property
    def media_dir(self) -> Path:
        """Pictures and voice notes of customers."""
        return self.var_dir / "media"

    @classmethod
    def from_env(cls, environ: Mapping[str, str] | None = None) -> Settings:
        """Read the environment (or a mapping).

        Raises:
            BadSetting: names the variable and the remedy.
        """
        env = _Reader(os.environ if environ is None else environ)
        port = env.port("PORT", 8000)
        var_dir = Path(env.text("VAR_DIR", "var")).absolute()
        own_url = f"http://127.0.0.1:{port}"
        account = _account(env, var_dir)
        redis_url = env.url("REDIS_URL", "", ("redis", "rediss", "unix"))
        actions_url = f"http://127.0.0.1:{port + ACTIONS_OFFSET}/webhook"
        settings = cls(
            public_url=env.url("PUBLIC_URL", own_url, HTTP).rstrip("/"),
            port=port,
            database_url=env.database("DATABASE_URL", f"sqlite:///{var_dir / 'dastak.db'}"),
            redis_url=redis_url or f"redis://127.0.0.1:{port + VALKEY_OFFSET}/0",
            rasa_url=env.url("RASA_URL", f"http://127.0.0.1:{port + RASA_OFFSET}", HTTP),
            action_endpoint_url=env.url("ACTION_ENDPOINT_URL", actions_url, HTTP),
            twilio_account_sid=account.sid,
            twilio_auth_token=account.auth_token,
            twilio_signing_tokens=env.words("TWILIO_SIGNING_TOKENS", account.auth_token),
            twilio_api_url=None,
            twilio_whatsapp_from=account.whatsapp_from,
            twilio_sms_from=account.sms_from,
            twilio_messaging_service_sid=env.sid("TWILIO_MESSAGING_SERVICE_SID", "MG", "") or None,
            media_hosts=env.words("MEDIA_HOSTS", TWILIO_MEDIA_HOSTS),
            secret_key=",".join(env.words("SECRET_KEY", "")) or kept_secret(var_dir, "secret_key"),
            var_dir=var_dir,
            log_level=env.choice("LOG_LEVEL", "INFO", LOG_LEVELS),
            simulated=account.api_url == SIMULATOR,
            embedded_redis=not redis_url,
        )
        if not account.api_url:
            _reachable_from_twilio(settings.public_url)
        return settings.at(settings.simulator_url if settings.simulated else account.api_url)

    def at(self, twilio_api_url: str) -> Settings:
        """The same settings with every Twilio product at this scheme and host ("" is the real Twilio)."""
        return replace(self, twilio_api_url=twilio_api_url.rstrip("/") or None)

    @property
    def twilio_host(self) -> str:
        """Host and port of Twilio's API: what customers' files are fetched from, with our credentials."""
        return urlsplit(self.twilio_api_url).netloc if self.twilio_api_url else "api.twilio.com"


def _reachable_from_twilio(public_url: str) -> None:
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


@dataclass(frozen=True, slots=True)
class _Account:
    """Who we are at Twilio; `api_url` is "simulator", somebody's address, or "" for Twilio itself."""

    sid: str
    auth_token: str
    api_url: str
    whatsapp_from: str
    sms_from: str


def _account(env: _Reader, var_dir: Path) -> _Account:
    sid = env.sid("TWILIO_ACCOUNT_SID", "AC", "")
    token = env.secret("TWILIO_AUTH_TOKEN")
    api_url = env.text("TWILIO_API_URL", "" if sid else SIMULATOR)
    if api_url != SIMULATOR:
        api_url = env.url("TWILIO_API_URL", "", HTTP)
    if api_url:  # ours or somebody's stand-in for Twilio: what is not given may be made up
        sid = sid or SIMULATED_ACCOUNT
        token = token or kept_secret(var_dir, "twilio_auth_token")
    elif not token:
        raise BadSetting("TWILIO_AUTH_TOKEN", "is needed beside TWILIO_ACCOUNT_SID")
    whatsapp = env.sender("TWILIO_WHATSAPP_FROM", "+917900000000" if api_url else "")
    sms = env.sender("TWILIO_SMS_FROM", "+917900000001" if api_url else "", SMS_NAME)
    if not whatsapp and not sms:
        raise BadSetting("TWILIO_WHATSAPP_FROM", "is needed (or TWILIO_SMS_FROM): a number like +14155238886")
    return _Account(sid, token, api_url, whatsapp, sms)


def _is_url(value: str, schemes: tuple[str, ...]) -> bool:
    try:
        parts = urlsplit(value)
        _ = parts.port  # reading it is what checks it
    except ValueError:
        return False
    # Databases and Redis may be files or sockets; what is spoken to by HTTP or as redis:// has a host.
    needs_host = parts.scheme in ("http", "https", "redis", "rediss")
    return parts.scheme in schemes and (bool(parts.hostname) or not needs_host)


class _Reader:
    """Typed reads of the environment, each naming its variable when the value is bad."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self.environ = environ

    def text(self, name: str, default: str) -> str:
        return self.environ.get(name, "").strip() or default

    def secret(self, name: str) -> str:
        """The variable, or the file that NAME_FILE points at."""
        file = self.text(f"{name}_FILE", "")
        if not file:
            return self.text(name, "")
        try:
            return Path(file).read_text().strip()
        except OSError as error:
            raise BadSetting(f"{name}_FILE", f"cannot be read: {error.strerror}") from error

    def port(self, name: str, default: int) -> int:
        value = self.text(name, str(default))
        if not value.isdigit() or not 1 <= int(value) <= 65535 - VALKEY_OFFSET:
            raise BadSetting(name, f"must be a port number from 1 to {65535 - VALKEY_OFFSET}, not {value!r}")
        return int(value)

    def url(self, name: str, default: str, schemes: tuple[str, ...]) -> str:
        value = self.secret(name) or default
        if value and not _is_url(value, schemes):
            raise BadSetting(name, f"must be an address that starts with {' or '.join(s + '://' for s in schemes)}")
        return value

    def database(self, name: str, default: str) -> str:
        """SQLite or PostgreSQL; the bare postgres:// of hosting firms becomes psycopg's."""
        value = self.url(name, default, ("sqlite", "postgres", "postgresql", "postgresql+psycopg"))
        return re.sub(r"^postgres(ql)?://", "postgresql+psycopg://", value)

    def sender(self, name: str, default: str, named: str = "") -> str:
        """A number; for SMS also what `named` matches: a short code or a registered name."""
        value = self.text(name, default).removeprefix("whatsapp:")
        if value and not re.fullmatch(rf"\+[1-9]\d{{7,14}}|{named}", value):
            raise BadSetting(name, f"must be a number in E.164 form, like +14155238886, not {value!r}")
        return value

    def sid(self, name: str, prefix: str, default: str) -> str:
        value = self.text(name, default)
        if value and not re.fullmatch(prefix + "[0-9a-fA-F]{32}", value):
            raise BadSetting(name, f"must be {prefix} followed by 32 hex digits")
        return value

    def words(self, name: str, default: str) -> tuple[str, ...]:
        return tuple(part.strip() for part in (self.secret(name) or default).split(",") if part.strip())

    def choice(self, name: str, default: str, choices: tuple[str, ...]) -> str:
        value = self.text(name, default).upper()
        if value not in choices:
            raise BadSetting(name, f"must be one of {', '.join(choices)}")
        return value
