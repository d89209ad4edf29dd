"""Twilio's form of an incoming message or a status callback -> our frozen values (FACTS 1.3 and 2)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from werkzeug.datastructures import MultiDict

from bot.domain.channels import Channel
from bot.domain.shortening import beginning
from bot.ports import MediaLink, Received, StatusUpdate

PROVIDER = "twilio"
_SID = re.compile(r"(SM|MM)[0-9a-zA-Z]{32}")
# WhatsApp's answer to a location request and the like come with media = 0 and text = "".
_LOCATION = ("Latitude", "Longitude")


class UnreadableMessage(ValueError):
    """The form lacks what every message has; it is kept whole for a person to look at."""


def parse_message(form: MultiDict[str, str]) -> Received:
    """A message in; unknown parameters stay in `raw`. Raises UnreadableMessage without sid, sender or receiver."""
    channel, sender = _address(form, "From")
    _, receiver = _address(form, "To")
    media = _media(form)
    choice = form.get("ButtonPayload") or form.get("ListId") or None
    return Received(
        provider=PROVIDER,
        sid=_sid(form),
        channel=channel,
        sender=sender,
        receiver=receiver,
        user_id=_without_channel(form.get("ExternalUserId", ""))[1] or None,
        profile_name=beginning(form.get("ProfileName", ""), 200),
        kind=_kind(form, choice, media),
        text=form.get("Body") or form.get("ButtonText") or form.get("ListTitle") or "",
        choice=choice,
        quoted_sid=form.get("OriginalRepliedMessageSid") or None,
        media=media,
        opt_out=form.get("OptOutType") or None,
        raw={key: values[0] if len(values) == 1 else values for key, values in form.lists()},
    )


def parse_status(form: MultiDict[str, str], token: str | None) -> StatusUpdate:
    """A status callback in; `token` is the m= of its address. Raises UnreadableMessage without sid or status."""
    status = form.get("MessageStatus") or form.get("SmsStatus")
    if not status:
        raise UnreadableMessage("MessageStatus is missing")
    code = form.get("ErrorCode", "")
    return StatusUpdate(
        sid=_sid(form),
        token=token or None,
        # A read receipt may come as an event on a message whose status word still says delivered.
        status="read" if form.get("EventType", "").upper() == "READ" else status.lower(),
        error_code=int(code) if code.isascii() and code.isdigit() and len(code) < 10 else None,
        error_text=form.get("ChannelStatusMessage") or form.get("ErrorMessage") or None,
        raw=dict(form.items()),
    )


def _sid(form: Mapping[str, str]) -> str:
    sid = form.get("MessageSid") or form.get("SmsMessageSid") or form.get("SmsSid") or ""
    if not _SID.fullmatch(sid):
        raise UnreadableMessage("MessageSid is missing or not a message's id")
    return sid


def _address(form: Mapping[str, str], name: str) -> tuple[str, str]:
    channel, address = _without_channel(form.get(name, ""))
    if not address:
        raise UnreadableMessage(f"{name} is missing")
    return channel, address


def _without_channel(value: str) -> tuple[str, str]:
    """("whatsapp", "+91…") for whatsapp:+91…; a number alone is SMS. A WhatsApp user may have no number."""
    channel, colon, address = value.strip().partition(":")
    return (channel.lower(), address) if colon else (Channel.SMS, channel)


def _media(form: Mapping[str, str]) -> tuple[MediaLink, ...]:
    count = form.get("NumMedia", "0")
    found = range(min(int(count), 10)) if count.isascii() and count.isdigit() else ()
    return tuple(
        MediaLink(form[f"MediaUrl{n}"], form.get(f"MediaContentType{n}", "")) for n in found if form.get(f"MediaUrl{n}")
    )


def _kind(form: Mapping[str, str], choice: str | None, media: tuple[MediaLink, ...]) -> str:
    if choice:
        return "button"
    if media:
        return "media"
    if all(form.get(name) for name in _LOCATION):
        return "location"
    return "text" if form.get("Body") or form.get("ButtonText") or form.get("ListTitle") else "other"
