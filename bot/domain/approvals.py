"""A template's way through WhatsApp's approval (FACTS 4.4), and what its states mean for us."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

UNSUBMITTED, RECEIVED, PENDING = "unsubmitted", "received", "pending"
APPROVED, REJECTED, PAUSED, DISABLED = "approved", "rejected", "paused", "disabled"
WAITING = (RECEIVED, PENDING)
STOPPED = (REJECTED, PAUSED, DISABLED)

# Why a notice is held for want of a template; every word but NO_TEMPLATE begins with "template".
NO_TEMPLATE, TEMPLATE_PENDING, TEMPLATE_REFUSED = "no_template", "template_pending", "template_refused"
# WhatsApp made it dearer than we asked for, and nobody has agreed to that yet.
TEMPLATE_MOVED = "template_moved"
DEAREST = "MARKETING"
# What may change soonest goes first: it is what the merchant should wait for or look at.
_HOPE = (
    (UNSUBMITTED, TEMPLATE_PENDING),
    (RECEIVED, TEMPLATE_PENDING),
    (PENDING, TEMPLATE_PENDING),
    (PAUSED, "template_paused"),
    (REJECTED, "template_rejected"),
    (DISABLED, "template_disabled"),
    (TEMPLATE_REFUSED, TEMPLATE_REFUSED),
)


class NotOffered(StrEnum):
    """Why nobody of the shop can send a template to a customer now."""

    OPTED_OUT = "opted_out"  # they stopped messages, or those of its kind
    NO_CONSENT = "no_consent"  # they never agreed to offers
    WAITING = "waiting"  # for WhatsApp's approval
    REJECTED = "rejected"
    PAUSED = "paused"
    DISABLED = "disabled"


@dataclass(frozen=True, slots=True)
class Approval:
    """What WhatsApp says of a template; `category` is UTILITY, MARKETING, AUTHENTICATION, or "" when not told."""

    status: str
    category: str
    reason: str


def is_dearer(asked: str, category: str) -> bool:
    """Return whether WhatsApp moved a template to where it costs several times as much."""
    return category == DEAREST != asked


def why_not_offered(status: str) -> NotOffered | None:
    """Return why a template of this status is not offered, None where it is."""
    if status == APPROVED:
        return None
    return NotOffered(status) if status in STOPPED else NotOffered.WAITING


def why_held(statuses: Collection[str]) -> str:
    """The reason to hold a notice whose templates, none of them approved, have these statuses."""
    if not statuses:
        return NO_TEMPLATE
    # A status that we have never heard of will be asked about again.
    return next((reason for status, reason in _HOPE if status in statuses), TEMPLATE_PENDING)
