"""Twilio's Messages, Media and Typing Indicator resources."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from bot.simulator.api import listing
from bot.simulator.traffic import checks, delivery, inbound
from bot.simulator.traffic.forms import API_VERSION
from bot.simulator.world import accounts, bills, ledger, media
from bot.simulator.world.access import check_credentials, strike, strike_after, the_account, the_world
from bot.simulator.world.errors import TwilioError
from bot.simulator.world.ledger import Message

messages = Blueprint("messages", __name__)
ROOT = f"/{API_VERSION}/Accounts/<account>/Messages"


@messages.before_request
def guard() -> Response | None:
    check_credentials()
    return strike()


@messages.after_request
def tell_time(answer: Response) -> Response:
    """A clock that is behind is so in the answer's own date, too."""
    behind = the_world().faults.seconds_of("slow_clock")
    if behind:
        answer.date = datetime.now(UTC) - timedelta(seconds=behind)
    return answer


@messages.post(f"{ROOT}.json")
def create(account: str) -> ResponseReturnValue:
    world = the_world()
    phone = request.form.get("To", "").removeprefix("whatsapp:")
    try:
        message = delivery.create(world, checks.read(world, the_account(), request.form))
    except TwilioError as error:
        world.hub.note(phone, "api", f"send refused {error.code}", error.status, form=request.form.to_dict())
        raise
    world.hub.note(message.phone, "api", "send", 201, form=request.form.to_dict(), sid=message.sid)
    return strike_after() or (resource(message), 201)


@messages.get(f"{ROOT}.json")
def index(account: str) -> ResponseReturnValue:
    world = the_world()
    late = world.faults.take("late_list")
    until = world.now() - late.seconds if late else None
    shown = _without_body if world.faults.take("null_bodies") else resource
    return listing.page(world.store, request.path, request.args, shown, _whose(), until)


@messages.get(f"{ROOT}/<sid>.json")
def fetch(account: str, sid: str) -> ResponseReturnValue:
    return resource(_found(sid))


@messages.post(f"{ROOT}/<sid>.json")
def update(account: str, sid: str) -> ResponseReturnValue:
    world, message = the_world(), _found(sid)
    if request.form.get("Status") == "canceled":
        # Only a message that waits can be called back; scheduling is not simulated, so none does.
        raise TwilioError(20422, "Message is not in a cancelable state")
    if request.form.get("Body"):
        raise TwilioError(20422, "Body can only be emptied")
    world.store.change("UPDATE messages SET body = '', updated = ? WHERE sid = ?", (world.now(), message.sid))
    return resource(_found(sid))


@messages.delete(f"{ROOT}/<sid>.json")
def delete(account: str, sid: str) -> ResponseReturnValue:
    store, message = the_world().store, _found(sid)
    store.change("DELETE FROM messages WHERE sid = ?", (message.sid,))
    media.forget(store, message.sid)
    return "", 204


@messages.get(f"{ROOT}/<sid>/Media.json")
def media_index(account: str, sid: str) -> ResponseReturnValue:
    files = [_media_resource(file) for file in media.of_message(the_world().store, _found(sid).sid)]
    uri = f"{request.path}?PageSize=50&Page=0"
    return {
        "media_list": files,
        "page": 0,
        "page_size": 50,
        "start": 0,
        "end": max(len(files) - 1, 0),
        "uri": uri,
        "first_page_uri": uri,
        "next_page_uri": None,
        "previous_page_uri": None,
    }


@messages.delete(f"{ROOT}/<sid>/Media/<media_sid>.json")
def media_delete(account: str, sid: str, media_sid: str) -> ResponseReturnValue:
    if not media.forget(the_world().store, sid, media_sid):
        raise TwilioError(20404)
    return "", 204


@messages.post("/v2/Indicators/Typing.json")
def typing() -> ResponseReturnValue:
    world = the_world()
    message = ledger.find(world.store, request.form.get("messageId", ""))
    if message is None or not message.inbound or request.form.get("channel", "").lower() != "whatsapp":
        raise TwilioError(20001, "messageId must name a message that came in on WhatsApp")
    inbound.mark_read(world, message)
    world.hub.publish(message.phone, "typing", channel=message.channel)
    world.hub.note(message.phone, "api", "typing", 200, form=request.form.to_dict())
    return {"success": True}


def resource(message: Message) -> dict[str, Any]:
    """A message as the REST API shows it (samples rest_message_*.json)."""
    account = the_account().sid
    uri = f"/{API_VERSION}/Accounts/{account}/Messages/{message.sid}"
    unassigned = message.status == "accepted"
    return {
        "account_sid": account,
        "api_version": API_VERSION,
        "body": message.body,
        "date_created": _date(message.created),
        "date_sent": _date(message.sent),
        "date_updated": _date(message.updated),
        "direction": message.direction,
        "error_code": message.error_code,
        "error_message": None if message.inbound else message.error_text,
        "from": None if unassigned else message.customer if message.inbound else message.shop,
        "to": message.shop if message.inbound else message.customer,
        "messaging_service_sid": message.service_sid,
        "num_media": str(len(message.media)),
        "num_segments": "0" if unassigned else str(message.segments),
        **bills.price(message, the_world().now()),
        "sid": message.sid,
        "status": "received" if message.inbound else message.status,
        "subresource_uris": {"media": f"{uri}/Media.json"},
        "uri": f"{uri}.json",
    }


def _whose() -> listing.Whose:
    """Which messages are the asking account's: those of its numbers, of the first also what no other has."""
    world, mine = the_world(), the_account()
    if mine.sid != world.main.sid:
        return listing.Whose((mine.address("whatsapp"), mine.address("sms")))
    others = [one for one in accounts.listed(world.store, world.settings) if one.sid != mine.sid]
    return listing.Whose(tuple(one.address(channel) for one in others for channel in ("whatsapp", "sms")), without=True)


def _without_body(message: Message) -> dict[str, Any]:
    return resource(message) | {"body": None}


def _media_resource(file: media.StoredMedia) -> dict[str, Any]:
    return {
        "sid": file.sid,
        "account_sid": the_account().sid,
        "parent_sid": file.message_sid,
        "content_type": file.content_type,
        "date_created": _date(file.created),
        "date_updated": _date(file.created),
        "uri": f"{request.path.partition('/Media')[0]}/Media/{file.sid}.json",
    }


def _found(sid: str) -> Message:
    message = ledger.find(the_world().store, sid)
    if message is None or the_world().account_of(message.shop) != the_account():
        raise TwilioError(20404, f"The requested resource {request.path} was not found")
    return message


def _date(seconds: float | None) -> str | None:
    if seconds is None:
        return None
    return format_datetime(datetime.fromtimestamp(seconds - the_world().faults.seconds_of("slow_clock"), UTC))
