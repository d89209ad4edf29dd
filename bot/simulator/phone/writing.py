"""Reads what a phone wants to send, from the JSON of the control API."""

from __future__ import annotations

import base64
import binascii
import math
from dataclasses import dataclass, replace
from typing import Any

from bot.simulator.phone.samples import sample
from bot.simulator.traffic import forms
from bot.simulator.traffic.inbound import File, Unsendable, Writing
from bot.simulator.world import accounts, ledger, media
from bot.simulator.world.ledger import Message
from bot.simulator.world.phones import Phone
from bot.simulator.world.world import World

CHANNELS = ("whatsapp", "sms")
LONGEST = 4096
Payload = dict[str, Any]


def read(world: World, phone: Phone, payload: Payload) -> Writing:
    """One message to be: text, a button, media or a location, perhaps as a quoted reply.

    Raises:
        Unsendable: says what is wrong with it.
    """
    channel = payload.get("channel", "whatsapp")
    text = payload.get("text") or ""
    if channel not in CHANNELS or not isinstance(text, str) or len(text) > LONGEST:
        raise Unsendable(f"channel must be whatsapp or sms, text at most {LONGEST} characters")
    given = [name for name in ("button", "media", "location") if payload.get(name)]
    if len(given) > 1 or not (given or text.strip()):
        raise Unsendable("send text, a button, media or a location")
    if channel == "sms" and (given or payload.get("reply_to")):
        raise Unsendable("an SMS is text only")
    if payload.get("button"):
        return _button(world, phone, payload)
    writing = replace(_quote(world, phone, payload, Writing(channel, text)), to=_shop(world, channel, payload))
    if payload.get("media"):
        return replace(writing, file=_file(payload["media"]))
    if payload.get("location"):
        return _location(writing, payload["location"])
    return writing


def _shop(world: World, channel: str, payload: Payload) -> str:
    """The shop's address that is written to, where one is named: a number of some account."""
    named = str(payload.get("to") or "")
    if not named:
        return ""
    found = accounts.find_by_address(world.store, world.settings, named)
    address = found.address(channel) if found else ""
    if address.removeprefix("whatsapp:") != named.removeprefix("whatsapp:"):
        raise Unsendable(f"to must be a {channel} number of one of the accounts")
    return address


def _button(world: World, phone: Phone, payload: Payload) -> Writing:
    button = payload["button"]
    wanted = str(button.get("id") or button.get("title") or "") if isinstance(button, dict) else str(button)
    chosen = _find_choice(world, phone, str(payload.get("reply_to") or ""), wanted)
    original, found = chosen.message, chosen.choice
    form = forms.quoted(original, world.now())
    if chosen.is_row:
        form |= {"ListId": found["id"], "ListTitle": found["title"]}
        if found["description"]:
            form["ListDescription"] = found["description"]
    else:
        form |= {"ButtonText": found["title"], "ButtonPayload": found["id"]}
    approved = bool(original.rich.get("template", {}).get("approved"))
    rich = {"reply_to": original.sid, "chosen": found["id"], "template_button": approved}
    return Writing("whatsapp", found["title"], form=form, rich=rich, to=original.shop)


@dataclass(frozen=True, slots=True)
class _Chosen:
    """A choice that a message of the shop offers: a row of a list, or a button."""

    message: Message
    choice: dict[str, str]
    is_row: bool


def _find_choice(world: World, phone: Phone, sid: str, wanted: str) -> _Chosen:
    """The newest message of the shop that offers this choice, by its id or its words."""
    if sid:
        one = ledger.find(world.store, sid)
        candidates = [one] if one and one.phone == phone.number else []
    else:
        candidates = ledger.of_phone(world.store, phone.number, "whatsapp", limit=50)[::-1]
    for message in candidates:
        for choice, is_row in _choices(message):
            if wanted in (choice["id"], choice["title"]):
                return _Chosen(message, choice, is_row)
    raise Unsendable(f"no message of the shop offers {wanted[:60]!r}")


def _choices(message: Message) -> list[tuple[dict[str, str], bool]]:
    rich = message.rich
    actions = rich.get("actions", []) + [action for card in rich.get("cards", []) for action in card["actions"]]
    buttons = [(action, False) for action in actions if action["type"] == "QUICK_REPLY"]
    return buttons + [(item, True) for item in rich.get("list", {}).get("items", [])]


def _quote(world: World, phone: Phone, payload: Payload, writing: Writing) -> Writing:
    sid = payload.get("reply_to")
    if not sid:
        return writing
    original = ledger.find(world.store, str(sid))
    if original is None or original.phone != phone.number or original.channel != writing.channel:
        raise Unsendable("reply_to names no message of this conversation")
    form = forms.quoted(original, world.now())
    return Writing(writing.channel, writing.text, form=form, rich={"reply_to": original.sid})


def _file(given: Any) -> File:
    if not isinstance(given, dict):
        raise Unsendable("media must be an object")
    if given.get("sample"):
        file = sample(str(given["sample"]))
        if file is None:
            raise Unsendable("media.sample must be picture, voice or document")
        return file
    try:
        content = base64.b64decode(str(given.get("data", "")), validate=True)
    except (binascii.Error, ValueError):
        raise Unsendable("media.data must be base64") from None
    kind = str(given.get("content_type", "")).lower()
    if not content or len(content) > media.LIMIT or not kind.isascii() or kind.count("/") != 1 or "\n" in kind:
        raise Unsendable("media needs data of at most 16 MB and a content_type")
    return File(kind, str(given.get("filename") or "file")[:120], content)


def _location(writing: Writing, given: Any) -> Writing:
    try:
        latitude, longitude = float(given["latitude"]), float(given["longitude"])
    except (KeyError, TypeError, ValueError):
        raise Unsendable("location needs latitude and longitude") from None
    if not (math.isfinite(latitude) and abs(latitude) <= 90 and abs(longitude) <= 180):
        raise Unsendable("there is no such place")
    form = {"Latitude": str(latitude), "Longitude": str(longitude)}
    form |= {key.title(): str(given[key])[:200] for key in ("address", "label") if given.get(key)}
    place = {key.lower(): value for key, value in form.items()}
    return replace(writing, text="", form=writing.form | form, rich=writing.rich | {"location": place})
