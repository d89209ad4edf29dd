"""The kinds of values a setting can have: each reads the variable's text, or says what it must be."""

from __future__ import annotations

import re
import stat
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator

from bot.domain.retention import read_days
from bot.server_addresses import POSTGRES, SENTINEL, read_sentinels, spread_hosts

HIGHEST_PORT = 65530  # the embedded parts take the next five
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
LOG_FORMATS = ("text", "json")


def _like(pattern: str, problem: str) -> AfterValidator:
    """Refuse what the pattern does not match as a whole; {!r} in the problem is what was written."""

    def checked(text: str) -> str:
        if not re.fullmatch(pattern, text):
            raise ValueError(problem.format(text))
        return text

    return AfterValidator(checked)


def _among(words: tuple[str, ...]) -> AfterValidator:
    return _like("|".join(words), f"must be one of {', '.join(words)}")


def _address(*schemes: str) -> AfterValidator:
    def checked(text: str) -> str:
        if not _is_url(text, schemes):
            raise ValueError(f"must be an address that starts with {' or '.join(f'{each}://' for each in schemes)}")
        return text

    return AfterValidator(checked)


def _is_url(text: str, schemes: tuple[str, ...]) -> bool:
    try:
        parts = urlsplit(text)
        _ = parts.scheme.endswith(SENTINEL) or parts.port  # reading it is what checks it; Sentinels have one each
    except ValueError:
        return False
    # Databases and Redis may be files or sockets; what is spoken to by HTTP or as redis:// has a host.
    needs_host = parts.scheme in ("http", "https", "redis", "rediss", *_SMTP)
    return parts.scheme in schemes and (bool(parts.hostname) or not needs_host)


def _redis(url: str) -> str:
    read_sentinels(url)  # reading it is what checks it
    return url


def _days(words: tuple[str, ...]) -> tuple[str, ...]:
    read_days(words)
    return words


def _each(words: tuple[str, ...], is_one: Callable[[str], object], problem: str) -> tuple[str, ...]:
    if not all(map(is_one, words)):
        raise ValueError(problem)
    return words


def _on_disk(url: str) -> str:
    """A database in memory would be another one for each process."""
    if url.startswith("sqlite") and urlsplit(url).path.strip("/") in ("", ":memory:"):
        raise ValueError("must name a file after sqlite:///, like sqlite:////var/lib/dastak/dastak.db")
    return url


def _psycopg(url: str) -> str:
    """The bare postgres:// of hosting firms becomes psycopg's, and several hosts become SQLAlchemy's."""
    return spread_hosts(re.sub(r"^postgres(ql)?://", f"{POSTGRES}://", url))


def _port(text: str) -> int:
    if not re.fullmatch("[0-9]{1,5}", text) or not 1 <= int(text) <= HIGHEST_PORT:
        raise ValueError(f"must be a port number from 1 to {HIGHEST_PORT}, not {text!r}")
    return int(text)


def _yes(text: str) -> bool:
    if text.lower() not in ("yes", "no"):
        raise ValueError(f"must be yes or no, not {text!r}")
    return text.lower() == "yes"


def _count(text: str) -> int:
    if not re.fullmatch("[0-9]{1,6}", text) or not int(text):
        raise ValueError(f"must be a whole number from 1 to 999999, not {text!r}")
    return int(text)


def _own_folder(path: Path) -> Path:
    """Return the folder as an absolute path; one in which others have their things is refused: it will be closed."""
    path = path.absolute()
    if path.resolve() == Path(path.anchor) or (path.is_dir() and path.stat().st_mode & stat.S_ISVTX):
        raise ValueError("must be a folder of its own, like /srv/dastak: nobody else will be able to enter it")
    return path


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())


_TOKEN = "must be 16 letters, digits and signs or more, without blanks"
_NUMBER = r"\+[1-9]\d{7,14}"
_E164 = "must be a number in E.164 form, like +14155238886, not {!r}"
_HTTP = ("http", "https")
_SENTINELS = (f"redis{SENTINEL}", f"rediss{SENTINEL}")
_SMTP = ("smtp", "smtps")
_Number = Annotated[str, AfterValidator(lambda text: text.removeprefix("whatsapp:"))]

YesNo = Annotated[bool, BeforeValidator(_yes)]
Port = Annotated[int, BeforeValidator(_port)]
Count = Annotated[int, BeforeValidator(_count)]
Folder = Annotated[Path, AfterValidator(_own_folder)]
Token = Annotated[str, _like("[!-~]{16,}", _TOKEN)]
# The new one, and the former one while it is renewed.
Tokens = Annotated[
    str, _like(r"[!-+\--~]{16,}(\s*,\s*[!-+\--~]{16,})*", _TOKEN), AfterValidator(lambda text: ",".join(_words(text)))
]
Address = Annotated[str, _address("http", "https")]
Host = Annotated[Address, AfterValidator(lambda url: url.rstrip("/"))]
RedisAddress = Annotated[str, AfterValidator(_redis), _address("redis", "rediss", "unix", *_SENTINELS)]
DatabaseAddress = Annotated[str, AfterValidator(_psycopg), _address("sqlite", POSTGRES), AfterValidator(_on_disk)]
MailServer = Annotated[str, _address(*_SMTP)]
MailSender = Annotated[str, _like(r"[^@\s<>]+@[^@\s<>]+", "must be an e-mail address, not {!r}")]
AccountSid = Annotated[str, _like("AC[0-9a-fA-F]{32}", "must be AC followed by 32 hex digits")]
ServiceSid = Annotated[str, _like("MG[0-9a-fA-F]{32}", "must be MG followed by 32 hex digits")]
WhatsAppSender = Annotated[_Number, _like(_NUMBER, _E164)]
SmsSender = Annotated[_Number, _like(f"{_NUMBER}|[A-Za-z0-9 ]{{3,11}}", _E164)]
Words = Annotated[tuple[str, ...], BeforeValidator(_words)]
_OF_EACH = "must be addresses that start with http:// or https://, divided by commas"
Addresses = Annotated[Words, AfterValidator(lambda words: _each(words, partial(_is_url, schemes=_HTTP), _OF_EACH))]
_NO_HOST = "must be names of hosts, divided by commas: no https:// before them, nothing behind them"
HostNames = Annotated[
    Words, AfterValidator(lambda words: _each(words, re.compile(r"[\w.\-]+(:\d+)?").fullmatch, _NO_HOST))
]
KeepDays = Annotated[Words, AfterValidator(_days)]
Keys = Annotated[
    str, AfterValidator(lambda text: ",".join(_words(text))), _like(".+", "must hold a key, or several with commas")
]
LogLevel = Annotated[str, AfterValidator(str.upper), _among(LOG_LEVELS)]
LogFormat = Annotated[str, AfterValidator(str.lower), _among(LOG_FORMATS)]
