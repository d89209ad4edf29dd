"""Twilio's Content API: templates and their approval."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from bot.simulator.world import contents
from bot.simulator.world.access import check_credentials, strike, the_account, the_world
from bot.simulator.world.contents import Content
from bot.simulator.world.errors import TwilioError

content_api = Blueprint("contents", __name__)


@content_api.before_request
def guard() -> Response | None:
    check_credentials()
    return strike()


@content_api.post("/v1/Content")
def create() -> ResponseReturnValue:
    world = the_world()
    made = contents.create(world.store, _payload(), world.now())
    contents.own(world.store, made.sid, _owner())
    return _resource(made), 201


@content_api.get("/v1/Content")
def index() -> ResponseReturnValue:
    return _page("Content", _resource)


@content_api.get("/v1/ContentAndApprovals")
def index_with_approvals() -> ResponseReturnValue:
    return _page("ContentAndApprovals", _resource_with_approval)


@content_api.get("/v1/Content/<sid>")
def fetch(sid: str) -> ResponseReturnValue:
    return _resource(_found(sid))


@content_api.put("/v1/Content/<sid>")
def replace(sid: str) -> ResponseReturnValue:
    # An approved template should be left alone (FACTS 4.1); nobody has needed this call.
    raise TwilioError(20405)


@content_api.delete("/v1/Content/<sid>")
def delete(sid: str) -> ResponseReturnValue:
    the_world().store.change("DELETE FROM contents WHERE sid = ?", (_found(sid).sid,))
    return "", 204


@content_api.post("/v1/Content/<sid>/ApprovalRequests/whatsapp")
def approval_create(sid: str) -> ResponseReturnValue:
    world, content, payload = the_world(), _found(sid), _payload()
    contents.submit(world.store, content, str(payload.get("name", "")), str(payload.get("category", "")), world.now())
    submitted = contents.fetch(world.store, sid, world.now(), world.approval_seconds + 1)
    return _approval(submitted), 201


@content_api.get("/v1/Content/<sid>/ApprovalRequests")
def approval_fetch(sid: str) -> ResponseReturnValue:
    content = _found(sid)
    approval = {"type": "whatsapp", **_approval(content)}
    return {
        "sid": content.sid,
        "account_sid": the_account().sid,
        "whatsapp": approval,
        "url": f"{_url(content)}/ApprovalRequests",
    }


def _owner() -> str:
    """The account that asks, as templates are noted by it; "" for that of the settings."""
    asking = the_account().sid
    return "" if asking == the_world().main.sid else asking


def _found(sid: str) -> Content:
    world = the_world()
    contents.check_owner(world.store, sid, _owner())
    return contents.fetch(world.store, sid, world.now(), world.approval_seconds)


def _payload() -> dict[str, Any]:
    payload = request.get_json(silent=True)
    if not isinstance(payload, dict):
        raise TwilioError(20422, "A JSON object is required")
    return payload


def _page(path: str, resource: Any) -> dict[str, Any]:
    world = the_world()
    size = min(max(request.args.get("PageSize", 50, int), 1), 500)
    number = max(request.args.get("Page", 0, int), 0)
    found = contents.page(world.store, _owner(), number, size, world.now(), world.approval_seconds)

    def link(page: int) -> str:
        return f"{world.base_url}/v1/{path}?PageSize={size}&Page={page}"

    return {
        "contents": [resource(content) for content in found[:size]],
        "meta": {
            "page": number,
            "page_size": size,
            "first_page_url": link(0),
            "previous_page_url": link(number - 1) if number else None,
            "url": link(number),
            "next_page_url": link(number + 1) if len(found) > size else None,
            "key": "contents",
        },
    }


def _resource(content: Content) -> dict[str, Any]:
    url = _url(content)
    return {
        "sid": content.sid,
        "account_sid": the_account().sid,
        "friendly_name": content.friendly_name,
        "language": content.language,
        "variables": content.variables,
        "types": content.types,
        "url": url,
        "date_created": _date(content.created),
        "date_updated": _date(content.updated),
        "links": {"approval_create": f"{url}/ApprovalRequests/whatsapp", "approval_fetch": f"{url}/ApprovalRequests"},
    }


def _resource_with_approval(content: Content) -> dict[str, Any]:
    resource = _resource(content)
    del resource["links"], resource["url"]
    return resource | {"approval_requests": _approval(content) | {"type": "whatsapp"}}


def _approval(content: Content) -> dict[str, Any]:
    return {
        "name": content.name,
        "category": content.category,
        "content_type": next(iter(content.types)),
        "status": content.status,
        "rejection_reason": content.reason,
        "allow_category_change": True,
    }


def _url(content: Content) -> str:
    return f"{the_world().base_url}/v1/Content/{content.sid}"


def _date(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
