"""Twilio's forms shown to whoever may not see customers' data: what machines say, and nothing of a person."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.domain.hidden_bodies import HIDDEN

# What holds nothing of anybody. A field that is not here is hidden: new ones come without notice.
_OF_MACHINES = re.compile(
    r"AccountSid|ApiVersion|ButtonType|ChannelInstallSid|ChannelPrefix|ChannelToAddressType|ErrorCode|ErrorUrl|EventType|"
    r"Forwarded|FrequentlyForwarded|MediaContentType\d+|MessageSid|MessageStatus|MessageType|MessagingServiceSid|NumMedia|"
    r"NumSegments|OptOutType|ReferralNumMedia|SmsMessageSid|SmsSid|SmsStatus|StructuredMessage"
)
_SHOWN = re.compile(r"[A-Za-z0-9_./ -]{0,60}")


def hide_fields(fields: Mapping[str, str]) -> dict[str, str]:
    """Return a form with what is, or may be, of a person hidden; which fields there are stays to be seen."""
    return {name[:60]: _hidden(name, value) for name, value in fields.items()}


def _hidden(name: str, value: str) -> str:
    return value if not value or (_OF_MACHINES.fullmatch(name) and _SHOWN.fullmatch(value)) else HIDDEN
