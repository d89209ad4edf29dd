"""What we log: an event, its ids as fields, one line each; and nothing that says who a customer is or what they wrote.

What must not be in a line is left out where the line is written. The mask here is the last line of defence, for our
lines and those of libraries: it blots out fields that hold such things by their name, and whatever looks like a phone
number, an e-mail address or a password in an address wherever it stands.
"""

from __future__ import annotations

import json
import logging
import re
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bot.spared import spared

with spared("rich"):  # for coloured tracebacks on a developer's terminal: 4 MB of each process
    import structlog
    from structlog.stdlib import BoundLogger, LoggerFactory, PositionalArgumentsFormatter
    from structlog.typing import EventDict, WrappedLogger

MASK = "***"
JSON = "json"
_HIDDEN = re.compile(
    r"""
    (?P<known> \b[A-Z]{2}[0-9a-f]{32}\b                                # an id of Twilio's
      | \b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b                # a UUID
      | \b(?:19|20)[0-9]{2}-[01][0-9]-[0-3][0-9](?![-\d])              # a day
      | \b(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)\b )  # an address of a machine
    | (?<=://)[^/\s@]+(?=@)                                            # user and password
    | [\w.+-]+@[\w-]+(?:\.[\w-]+)+                                    # an e-mail address
    | \+?\d(?:[ ().-]{0,3}\d){7,}      # a phone number, as people and systems write them; ids of rows are no texts
    """,
    re.VERBOSE,
)
# Words of a field's name, as in customer_phone.
_WHO = {"phone", "address", "name", "email", "text", "body", "words"}
_SECRET = {"token", "tokens", "secret", "password", "key", "signature", "authorization", "cookie"}


class Log(BoundLogger):
    """A logger whose tracebacks go through the mask as well: the library's own hands them on as they are."""

    def exception(self, event: str | None = None, *args: Any, **fields: Any) -> Any:
        """Log an error with the traceback of the exception that is being handled."""
        return self._proxy_to_logger("error", event, *args, **{"exc_info": True, **fields})


def get_logger(name: str) -> BoundLogger:
    """The logger of a module: log.warning("what happened", message_id=7)."""
    logger: BoundLogger = structlog.get_logger(name)
    return logger


def to_stderr(level: str, form: str) -> None:
    """Write the records of this process from a level on, of libraries as well, to standard error."""
    logging.basicConfig(stream=sys.stderr)
    logging.getLogger().setLevel(level)
    use_form(form)


def use_form(form: str) -> None:
    """Give the handlers there are our form, "text" or "json": the servers that run us have brought their own."""
    formatter = _JsonLine() if form == JSON else _Line("%(asctime)s %(levelname)s %(name)s: %(message)s")
    for name in (None, "gunicorn.error"):
        for handler in logging.getLogger(name).handlers:
            handler.setFormatter(formatter)


def masked(_logger: WrappedLogger | None, _method: str, event: EventDict) -> Mapping[str, Any]:
    """The event with what could say who a customer is blotted out."""
    return {name: MASK if (_WHO | _SECRET) & set(name.split("_")) else _blotted(value) for name, value in event.items()}


def _blotted(value: Any) -> Any:
    if value is None or isinstance(value, int | float):
        return value
    return _HIDDEN.sub(lambda found: found["known"] or MASK, str(value))


def as_line(_logger: WrappedLogger, _method: str, event: EventDict) -> tuple[tuple[str], dict[str, Any]]:
    """The event as one line: its words, then its fields as name=value, then a traceback where there is one.

    The fields go along for `json`.
    """
    fields = dict(event)
    words, traceback = str(fields.pop("event", "")), fields.pop("exception", "")
    told = " ".join(f"{name}={value!r}" if " " in str(value) else f"{name}={value}" for name, value in fields.items())
    line = "\n".join(filter(None, (f"{words} {told}".strip(), traceback)))
    return (line,), {"extra": {"fields": event}}


class _Line(logging.Formatter):
    """A line to read, whoever wrote it."""

    def format(self, record: logging.LogRecord) -> str:
        return str(_blotted(super().format(record)))


class _JsonLine(logging.Formatter):
    """A line to search: an object with time (UTC), level, logger, event, and the event's own fields."""

    def format(self, record: logging.LogRecord) -> str:
        told: dict[str, Any] = dict(getattr(record, "fields", {})) or {"event": record.getMessage()}
        if record.exc_info:
            told["exception"] = self.formatException(record.exc_info)
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line = {"time": at, "level": record.levelname, "logger": record.name, "event": "", **masked(None, "", told)}
        return json.dumps(line, ensure_ascii=False)


structlog.configure(
    processors=[
        structlog.stdlib.filter_by_level,
        PositionalArgumentsFormatter(),
        structlog.processors.format_exc_info,
        masked,
        as_line,
    ],
    wrapper_class=Log,
    logger_factory=LoggerFactory(),
)
