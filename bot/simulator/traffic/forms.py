"""The form fields of Twilio's webhooks, field for field as in the samples (FACTS 1.3 and 2)."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from bot.simulator.world.ledger import Message
from bot.simulator.world.media import StoredMedia
from bot.simulator.world.phones import Phone

API_VERSION = "2010-04-01"
CHANNEL_INSTALL = "XE" + "5" * 32
QUOTE_SECONDS = 7 * 24 * 3600
Form = dict[str, str]


def inbound(account: str, base_url: str, message: Message, phone: Phone, files: list[StoredMedia]) -> Form:
    """What the shop is told when a customer writes."""
    form = {
        "SmsMessageSid": message.sid,
        "SmsSid": message.sid,
        "MessageSid": message.sid,
        "AccountSid": account,
        "ApiVersion": API_VERSION,
        "SmsStatus": "received",
        "Body": message.body,
        "From": message.customer,
        "To": message.shop,
        "NumMedia": str(len(files)),
        "NumSegments": str(message.segments),
    }
    if message.service_sid:
        form["MessagingServiceSid"] = message.service_sid
    form |= _whatsapp(message, phone) if message.channel == "whatsapp" else _geography()
    for index, media in enumerate(files):
        form[f"MediaContentType{index}"] = media.content_type
        form[f"MediaUrl{index}"] = f"{base_url}{media_path(account, media)}"
    extra: Form = message.rich.get("form", {})
    return form | extra


def media_path(account: str, media: StoredMedia) -> str:
    """The path of a media file in the API."""
    return f"/{API_VERSION}/Accounts/{account}/Messages/{media.message_sid}/Media/{media.sid}"


def message_type(message: Message, files: list[StoredMedia]) -> str:
    """WhatsApp's kind of message."""
    form = message.rich.get("form", {})
    if "ButtonPayload" in form or "ListId" in form:
        return "button" if message.rich.get("template_button") else "interactive"
    if "Latitude" in form:
        return "location"
    return files[0].kind if files else "text"


def quoted(original: Message, now: float) -> Form:
    """The fields of a quoted reply; WhatsApp forgets the original after a week."""
    if now - original.created > QUOTE_SECONDS:
        return {}
    sender = original.customer if original.inbound else original.shop
    return {"OriginalRepliedMessageSid": original.sid, "OriginalRepliedMessageSender": sender}


def status(account: str, message: Message, state: str, now: float) -> Form:
    """What the status callback says."""
    form = {
        "SmsSid": message.sid,
        "SmsStatus": state,
        "MessageStatus": state,
        "MessageSid": message.sid,
        "AccountSid": account,
        "ApiVersion": API_VERSION,
        "To": message.customer,
        "From": message.shop,
    }
    if message.service_sid:
        form["MessagingServiceSid"] = message.service_sid
    failed = state in ("failed", "undelivered")
    if failed and message.error_code:
        form["ErrorCode"] = str(message.error_code)
    if message.channel == "sms":
        if state in ("delivered", "undelivered"):
            form["RawDlrDoneDate"] = datetime.fromtimestamp(now, UTC).strftime("%y%m%d%H%M")
        return form
    form |= {
        "ChannelToAddress": message.customer.removeprefix("whatsapp:"),
        "ChannelPrefix": "whatsapp",
        "ChannelInstallSid": CHANNEL_INSTALL,
    }
    if failed and message.error_text:
        form["ChannelStatusMessage"] = message.error_text
    if state in ("delivered", "read"):
        form["EventType"] = state.upper()
    return form


def _whatsapp(message: Message, phone: Phone) -> Form:
    context = {"ProfileName": phone.name, "WaId": phone.number.removeprefix("+")}
    if phone.hide_number:
        del context["WaId"]
    metadata = {"type": "whatsapp", "data": {"context": context}}
    return {
        **context,
        "MessageType": message.rich.get("message_type", "text"),
        "ReferralNumMedia": "0",
        "ExternalUserId": f"whatsapp:{phone.external_id}",
        "Forwarded": "false",
        "FrequentlyForwarded": "false",
        "ChannelMetadata": json.dumps(metadata, separators=(",", ":")),
    }


def _geography() -> Form:
    places = ("City", "State", "Zip")
    empty = {f"{side}{place}": "" for side in ("From", "To") for place in places}
    return {**empty, "FromCountry": "IN", "ToCountry": "IN"}
