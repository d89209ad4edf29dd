"""How a shop's own text stands in each locale: with WhatsApp, by SMS, and what is to be done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db.campaign_texts import CampaignText
from bot.db.templates import Template
from bot.domain import cost
from bot.domain.approvals import APPROVED, DISABLED, PAUSED, REJECTED, UNSUBMITTED, WAITING
from bot.domain.campaign_texts import LocaleText, name_key
from bot.domain.cost import Segments
from bot.locales.catalogue import sentence
from bot.services.messages.own_texts import STOP, describe_words, find_sms_fault

NOT_PUSHED = "not_pushed"
_REMEDIES = {
    NOT_PUSHED: "Show it to WhatsApp: push it.",
    UNSUBMITTED: "It is handed to WhatsApp within a minute.",
    REJECTED: "Change the words as the reason says: that makes a new version, which is to be pushed.",
    PAUSED: "People have complained of it. Wait until WhatsApp lets it go on, and send it to fewer, or write another.",
    DISABLED: "WhatsApp takes it no more: write another text.",
}
_WAIT = "WhatsApp decides within minutes, at times within two days."
_QUALITY = {PAUSED: "red", DISABLED: "red"}


@dataclass(frozen=True, slots=True)
class LocaleState:
    """A text in one locale. `state`: WhatsApp's word for its template, not_pushed before; `reason` why it refused.

    `quality` is red once WhatsApp has paused it for complaints, unknown before: Twilio tells no more of it.
    `why_no_sms`: why it cannot leave as an SMS to India, "" where it can.
    """

    locale: str
    words: LocaleText
    stop: str
    state: str
    category: str
    quality: str
    reason: str
    remedy: str
    checked_at: datetime | None
    sms: Segments
    why_no_sms: str

    @property
    def can_send(self) -> bool:
        """Whether WhatsApp takes it now."""
        return self.state == APPROVED


def describe_states(db: Session, row: CampaignText, account: str) -> list[LocaleState]:
    """Return how a text stands in each of its locales."""
    newest = _read_templates(db, row, account)
    return [_describe(one.locale, describe_words(one), newest.get(one.locale)) for one in row.wordings]


def _read_templates(db: Session, row: CampaignText, account: str) -> Mapping[str, Template]:
    mine = select(Template).where(Template.merchant_id == row.merchant_id, Template.account == account)
    of_key = mine.where(Template.key == name_key(row.id)).order_by(Template.id)
    return {one.locale: one for one in db.scalars(of_key)}


def _describe(locale: str, words: LocaleText, template: Template | None) -> LocaleState:
    state = template.status if template else NOT_PUSHED
    refused = template is not None and state == UNSUBMITTED and template.reason
    return LocaleState(
        locale=locale,
        words=words,
        stop=sentence(locale, STOP),
        state=REJECTED if refused else state,
        category=template.category if template else "MARKETING",
        quality=_QUALITY.get(state, "unknown"),
        reason=template.reason if template else "",
        remedy=_REMEDIES[REJECTED] if refused else _REMEDIES.get(state, _WAIT if state in WAITING else ""),
        checked_at=template.checked_at if template else None,
        sms=cost.segments(words.sms or words.body),
        why_no_sms=find_sms_fault(words),
    )
