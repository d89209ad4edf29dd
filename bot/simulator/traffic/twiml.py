"""What the shop answers to a webhook: TwiML with messages in it, or nothing."""

from __future__ import annotations

import logging
from xml.etree import ElementTree

from bot.simulator.traffic import delivery
from bot.simulator.traffic.checks import LONGEST_BODY, MessageDraft
from bot.simulator.world.ledger import Message
from bot.simulator.world.world import World

log = logging.getLogger(__name__)


def replies(message: Message, content_type: str, body: bytes) -> list[MessageDraft]:
    """The messages of a TwiML answer; none when it is empty or cannot be read (12100, 12300)."""
    # A document type could declare entities that grow without end; TwiML never has one.
    if not body.strip() or "xml" not in content_type or b"<!DOCTYPE" in body:
        return []
    try:
        root = ElementTree.fromstring(body)
    except ElementTree.ParseError:
        log.warning("12100 the shop's TwiML cannot be parsed")
        return []
    drafts = [_draft(message, element) for element in root.iter("Message")]
    return [draft for draft in drafts if draft.body or draft.media_urls]


def send(world: World, draft: MessageDraft) -> None:
    """Send a reply of the webhook."""
    delivery.create(world, draft, "outbound-reply")


def _draft(message: Message, element: ElementTree.Element) -> MessageDraft:
    body = "".join(part.text or "" for part in element.findall("Body")) or (element.text or "").strip()
    return MessageDraft(
        phone=message.phone,
        channel=message.channel,
        customer=message.customer,
        shop=message.shop,
        body=body[:LONGEST_BODY],
        service_sid=None,
        callback=element.get("statusCallback") or element.get("action"),
        media_urls=tuple((part.text or "").strip() for part in element.findall("Media")),
    )
