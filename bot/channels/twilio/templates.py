"""Templates at Twilio: Content made, submitted to WhatsApp, and what became of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from twilio.rest import Client
from twilio.rest.content.v1.content import ContentList
from twilio.rest.content.v1.content.approval_create import ApprovalCreateList

from bot.channels.twilio.wire import TIMEOUT, Http, translated
from bot.domain.approvals import UNSUBMITTED, Approval
from bot.domain.template_wording import button_key, picture_key
from bot.ports import SendError

PAGE = 500  # Contents in one answer of Twilio's list
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ListedContent:
    """A Content as Twilio's list has it."""

    sid: str
    name: str  # the one we gave it, unique among ours
    approval: Approval


class TwilioTemplates:
    """The Content API of one account. Every method raises SendError, with Twilio's own words when it refuses."""

    def __init__(self, account_sid: str, auth_token: str, api_url: str | None) -> None:
        self._content = Client(account_sid, auth_token, http_client=Http(api_url, TIMEOUT)).content.v1

    def listed(self) -> list[ListedContent]:
        """Every Content of the account, page by page."""
        contents = _told(lambda: self._content.content_and_approvals.list(page_size=PAGE), idempotent=True)
        return [
            ListedContent(str(one.sid), str(one.friendly_name or ""), _approval(one.approval_requests or {}))
            for one in contents
        ]

    def create(self, name: str, language: str, types: Mapping[str, Any], samples: Mapping[str, str]) -> str:
        """POST Content; its sid. Not idempotent: after a doubt the list says whether it is there."""
        request = ContentList.ContentCreateRequest(
            {
                "friendly_name": name,
                "language": language,
                "variables": dict(samples),
                "types": ContentList.Types(dict(types)),
            }
        )
        return str(_told(lambda: self._content.contents.create(request)).sid)

    def submit(self, sid: str, name: str, category: str) -> Approval:
        """POST ApprovalRequests/whatsapp; `category`: UTILITY or MARKETING."""
        request = ApprovalCreateList.ContentApprovalRequest({"name": name, "category": category})
        answer = _told(lambda: self._content.contents(sid).approval_create.create(request))
        return _approval({"status": answer.status, "category": answer.category, "rejection_reason": ""})

    def approval(self, sid: str) -> Approval | None:
        """What WhatsApp says of one Content; None when there is no such Content any more."""
        try:
            found = _told(lambda: self._content.contents(sid).approval_fetch().fetch(), idempotent=True)
        except SendError as error:
            if error.code in (404, 20404):
                return None
            raise
        return _approval(found.whatsapp or {})


def types_of(
    body: str, fields: Sequence[str], buttons: Sequence[str], picture_base: str, footer: str = ""
) -> dict[str, Any]:
    """The one content type of a template: a card where it has a footer, or buttons and a picture (its base is not
    empty); else with buttons, with a picture, or bare text.
    """
    actions = [
        {"type": "QUICK_REPLY", "title": title, "id": f"{{{{{button_key(position, fields)}}}}}"}
        for position, title in enumerate(buttons)
    ]
    media = [f"{picture_base}{{{{{picture_key(fields, buttons)}}}}}"] if picture_base else []
    if footer or (actions and media):
        parts = {"footer": footer, "media": media, "actions": actions}
        return {"whatsapp/card": {"body": body, **{name: part for name, part in parts.items() if part}}}
    if actions:
        return {"twilio/quick-reply": {"body": body, "actions": actions}}
    if media:
        return {"twilio/media": {"body": body, "media": media}}
    return {"twilio/text": {"body": body}}


def _approval(given: Mapping[str, Any]) -> Approval:
    return Approval(
        status=str(given.get("status") or UNSUBMITTED).lower(),
        category=str(given.get("category") or "").upper(),
        reason=str(given.get("rejection_reason") or ""),
    )


def _told(call: Callable[[], T], *, idempotent: bool = False) -> T:
    """The call's result. A refused template's text is nobody's secret, so Twilio's own words may be kept."""
    try:
        return translated(call, idempotent=idempotent)
    except SendError as error:
        words = str(getattr(error.__cause__, "msg", "") or "")
        if error.outcome != "refused" or not words:
            raise
        raise SendError(f"{error.reason}: {words}", error.outcome, error.code) from error
