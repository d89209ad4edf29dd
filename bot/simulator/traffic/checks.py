"""POST Messages: read the request, refuse what Twilio refuses, and say what is to be sent."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from werkzeug.datastructures import MultiDict

from bot.simulator.traffic import rendering
from bot.simulator.traffic.rendering import Rendered
from bot.simulator.world import contents, phones
from bot.simulator.world.accounts import SimAccount
from bot.simulator.world.errors import TwilioError
from bot.simulator.world.world import World

LONGEST_BODY = 1600
MOST_MEDIA = 10
SERVICE = re.compile(r"MG[0-9a-fA-F]{32}")
CONTENT = re.compile(r"HX[0-9a-fA-F]{32}")
SENDER = re.compile(r"\+[1-9]\d{4,14}|\d{3,8}|[A-Za-z0-9 ]{2,11}")
EXTERNAL_ID = re.compile(r"[A-Z]{2}\.[A-Za-z0-9]{1,128}")


@dataclass(frozen=True, slots=True)
class MessageDraft:
    """A message that may be created."""

    phone: str
    channel: str
    customer: str
    shop: str
    body: str
    service_sid: str | None
    callback: str | None
    media_urls: tuple[str, ...] = ()
    rich: dict[str, Any] = field(default_factory=dict)


def read(world: World, account: SimAccount, form: MultiDict[str, str]) -> MessageDraft:
    """Check a create request in Twilio's order.

    Raises:
        TwilioError: the refusal.
    """
    customer = form.get("To", "").strip()
    if not customer:
        raise TwilioError(21604)
    if form.get("ScheduleType"):
        raise TwilioError(35118)
    number, channel = _recipient(world, customer)
    shop, service_sid = _sender(world, account, form, channel)
    if shop == customer:
        raise TwilioError(21266)
    rendered = _content(world, account, form, channel) or _plain(form)
    callback = _callback(form.get("StatusCallback", ""))
    if channel == "sms" and _opted_out(world, number, shop):
        raise TwilioError(21610)
    return MessageDraft(
        number, channel, customer, shop, rendered.body, service_sid, callback, rendered.media_urls, rendered.rich
    )


def _recipient(world: World, customer: str) -> tuple[str, str]:
    channel = "whatsapp" if customer.startswith("whatsapp:") else "sms"
    number = customer.removeprefix("whatsapp:")
    if channel == "whatsapp" and EXTERNAL_ID.fullmatch(number):
        phone = phones.find(world.store, number)
        if phone is None:
            raise TwilioError(21211)
        return phone.number, channel
    if not phones.E164.fullmatch(number) or (number.startswith("+91") and len(number) != 13):
        raise TwilioError(21211, f"Invalid 'To' Phone Number: {customer[:40]}")
    if channel == "sms" and number.startswith("+91") and number[3] not in "6789":
        raise TwilioError(21614)
    return number, channel


def _sender(world: World, account: SimAccount, form: MultiDict[str, str], channel: str) -> tuple[str, str | None]:
    service, sender = form.get("MessagingServiceSid", ""), form.get("From", "").strip()
    if service and (not SERVICE.fullmatch(service) or service != world.settings.twilio_messaging_service_sid):
        raise TwilioError(21701)
    if not service and not sender:
        raise TwilioError(21603)
    ours = account.address(channel)
    if service and not sender:
        if not ours:
            raise TwilioError(21703)
        return ours, service
    _check_sender(sender, ours, channel)
    return sender, service or None


def _check_sender(sender: str, ours: str, channel: str) -> None:
    if not SENDER.fullmatch(sender.removeprefix("whatsapp:")):
        raise TwilioError(21212)
    if sender.startswith("whatsapp:") != (channel == "whatsapp"):
        raise TwilioError(21910)
    if sender != ours:
        raise TwilioError(63007 if channel == "whatsapp" else 21606)


def _content(world: World, account: SimAccount, form: MultiDict[str, str], channel: str) -> Rendered | None:
    sid, given = form.get("ContentSid", ""), form.get("ContentVariables", "")
    if not sid:
        if given:
            raise TwilioError(21654)
        return None
    if not CONTENT.fullmatch(sid):
        raise TwilioError(21655)
    try:
        contents.check_owner(world.store, sid, "" if account.sid == world.main.sid else account.sid)
        content = contents.fetch(world.store, sid, world.now(), world.approval_seconds)
    except TwilioError as missing:
        raise TwilioError(21655) from missing
    values = rendering.read_variables(given)
    rendered = rendering.render(content, values, channel)
    if len(rendered.body) > LONGEST_BODY:
        raise TwilioError(21617)
    if channel == "whatsapp":
        rendered.rich["template"] = {
            "sid": content.sid,
            "approved": content.approved,
            "breaks_policy": rendering.breaks_policy(values),
            "name": content.friendly_name or content.name,
        }
    return rendered


def _plain(form: MultiDict[str, str]) -> Rendered:
    body, media_urls = form.get("Body", ""), form.getlist("MediaUrl")
    if not body.strip() and not media_urls:
        raise TwilioError(21602)
    if len(body) > LONGEST_BODY:
        raise TwilioError(21617)
    if len(media_urls) > MOST_MEDIA:
        raise TwilioError(21623)
    if not all(_is_address(url) for url in media_urls):
        raise TwilioError(21620)
    return Rendered("", body, tuple(media_urls), _location(form.getlist("PersistentAction")))


def _location(actions: list[str]) -> dict[str, Any]:
    for action in actions:
        found = re.fullmatch(r"geo:(-?[\d.]+),(-?[\d.]+)(?:\|(.*))?", action)
        if found:
            return {"location": {"latitude": found[1], "longitude": found[2], "label": found[3] or ""}}
    return {}


def _callback(url: str) -> str | None:
    if not url:
        return None
    if len(url) > 4000 or not _is_address(url) or "_" in (urlsplit(url).hostname or ""):
        raise TwilioError(21609)
    return url


def _is_address(url: str) -> bool:
    return _quietly(lambda: urlsplit(url).scheme in ("http", "https") and bool(urlsplit(url).hostname))


def _quietly(question: Callable[[], bool]) -> bool:
    try:
        return question()
    except ValueError:
        return False


def _opted_out(world: World, number: str, shop: str) -> bool:
    return world.store.row("SELECT 1 FROM opt_outs WHERE phone = ? AND shop = ?", (number, shop)) is not None
