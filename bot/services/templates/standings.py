"""How each template of a shop stands with WhatsApp: approved, or rejected and why, its category, and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.db.shop import Merchant
from bot.db.templates import Template
from bot.domain.approvals import APPROVED, DISABLED, PAUSED, REJECTED, UNSUBMITTED, WAITING, is_dearer
from bot.services.moments.rules import read_rules
from bot.services.templates.choosing import WantedTemplate, list_wanted
from bot.services.templates.rows import list_templates

MISSING, REFUSED = "missing", "refused"
# By the state: what is to be done about it.
_REMEDIES = {
    MISSING: "Submit it: WhatsApp has not been asked for these words.",
    UNSUBMITTED: "It is handed to WhatsApp within a minute.",
    REFUSED: "Change the words as the reason says, then submit it again.",
    REJECTED: "Change the words as the reason says: new words are a new template, which is to be submitted.",
    PAUSED: "People have complained of it. It goes on by itself; meanwhile tell it to fewer, or word it otherwise.",
    DISABLED: "WhatsApp takes it no more: word it otherwise, and submit that.",
}
_WAIT = "WhatsApp decides within minutes, at times within two days."
_QUALITY = {PAUSED: "low", DISABLED: "low", APPROVED: "no_complaint"}


@dataclass(frozen=True, slots=True)
class TemplateStanding:
    """A sentence in one locale and how it stands. `quality` is what can be told of it: Twilio hands on no more than
    whether WhatsApp paused it for complaints.
    """

    key: str
    locale: str
    rules: tuple[str, ...]
    state: str
    body: str
    buttons: tuple[str, ...]
    asked_category: str
    category: str
    dearer: bool
    agreed: bool
    quality: str
    reason: str
    remedy: str
    checked_at: datetime | None


def list_standings(db: Session, shop: Merchant, account: str, picture_base: str) -> list[TemplateStanding]:
    """List the templates that a shop wants and has, by key and locale: of each the wording in force."""
    by_print = {row.fingerprint: row for row in list_templates(db, shop.id) if row.account == account}
    says: dict[str, list[str]] = {}
    for rule in read_rules(db, shop.id).values():
        if rule.active:
            says.setdefault(rule.key, []).append(rule.title or rule.name)
    found = []
    for one in list_wanted(db, shop):
        row = by_print.get(one.wording.fingerprint(picture_base))
        found.append(_describe(one, row, tuple(says.get(one.wording.key, ()))))
    return sorted(found, key=lambda one: (one.key, one.locale))


def _describe(wanted: WantedTemplate, row: Template | None, rules: tuple[str, ...]) -> TemplateStanding:
    state = MISSING if row is None else row.status
    if row is not None and state == UNSUBMITTED and row.reason:
        state = REFUSED
    return TemplateStanding(
        key=wanted.wording.key,
        locale=wanted.wording.locale,
        rules=rules,
        state=state,
        body=wanted.wording.body,
        buttons=wanted.wording.buttons,
        asked_category=row.asked_category if row else wanted.category,
        category=row.category if row else wanted.category,
        dearer=row is not None and is_dearer(row.asked_category, row.category),
        agreed=row is not None and row.agreed_at is not None,
        quality=_QUALITY.get(state, "unknown"),
        reason=row.reason if row else "",
        remedy=_REMEDIES.get(state, _WAIT if state in WAITING else ""),
        checked_at=row.checked_at if row else None,
    )
