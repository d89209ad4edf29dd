"""What we log: an event, its ids as fields, one line each; and nothing that says who a customer is or what they wrote.

What must not be in a line is left out where the line is written. The mask here is the last line of defence: it blots
out fields that hold such things by their name, and whatever looks like a phone number wherever it stands.
"""

from __future__ import annotations

import re
from typing import Any

import structlog
from structlog.stdlib import BoundLogger, LoggerFactory, PositionalArgumentsFormatter
from structlog.typing import EventDict, WrappedLogger

MASK = "***"
# Eight digits and more, as people and systems write phone numbers; ids of rows are numbers, not texts, and stay.
_LIKE_A_PHONE = re.compile(r"\+?[0-9](?:[ ().-]{0,3}[0-9]){7,}")
_NEVER = frozenset(
    {
        "phone",
        "address",
        "name",
        "email",
        "text",
        "body",
        "words",
        "token",
        "secret",
        "password",
    }
)


class Log(BoundLogger):
    """A logger whose tracebacks go through the mask as well: the library's own hands them on as they are."""

    def exception(self, event: str | None = None, *args: Any, **fields: Any) -> Any:
        """Log an error with the traceback of the exception that is being handled."""
        return self._proxy_to_logger("error", event, *args, **{"exc_info": True, **fields})


def get_logger(name: str) -> BoundLogger:
    """The logger of a module: log.warning("what happened", message_id=7)."""
    logger: BoundLogger = structlog.get_logger(name)
    return logger


def masked(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """The event with what could say who a customer is blotted out."""
    return {name: MASK if name in _NEVER else _without_numbers(value) for name, value in event.items()}


def _without_numbers(value: Any) -> Any:
    return _LIKE_A_PHONE.sub(MASK, value) if isinstance(value, str) else value


def as_line(_logger: WrappedLogger, _method: str, event: EventDict) -> str:
    """The event as one line: its words, then its fields as name=value, then a traceback where there is one."""
    words, traceback = str(event.pop("event", "")), event.pop("exception", "")
    fields = " ".join(f"{name}={value!r}" if " " in str(value) else f"{name}={value}" for name, value in event.items())
    return "\n".join(filter(None, (f"{words} {fields}".strip(), traceback)))


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
