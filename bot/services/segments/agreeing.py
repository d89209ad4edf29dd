"""What customers have said to offers on a channel, as SQL: what bot.services.people.consent reads of one person."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, select, union
from sqlalchemy.orm import aliased

from bot.db.people import Consent, Customer
from bot.domain.channels import Channel
from bot.domain.consent import Purpose
from bot.domain.segments.fields import Consented
from bot.services.segments.asking import Inquiry

_OF_OFFERS = (Purpose.MARKETING, Purpose.ANY)
_YES_TO_OFFERS = (True, (Purpose.MARKETING,))


def has_said(channel: Channel, listed: Sequence[str], person: type[Customer], asked: Inquiry) -> ColumnElement[bool]:
    """Return whether a person has said one of these (Consented) to offers on a channel.

    The newest word counts, on offers or on everything; only one on offers themselves agrees to them.
    """
    if Consented.UNSAID in listed:
        others = [one for one in Consented if one not in listed]
        return ~has_said(channel, others, person, asked) if others else person.id.is_not(None)
    means = {Consented.AGREED: _has_agreed, Consented.WITHDRAWN: _has_withdrawn}
    if len(set(listed)) == 1:
        return means[Consented(listed[0])](channel, person, asked)
    # Whoever has not withdrawn has agreed, who ever agreed: two looks of which none has to be compared with the other.
    withdrawn = _select_refusals(channel, asked)[0]
    return person.id.in_(union(withdrawn, _select_words(channel, asked, *_YES_TO_OFFERS)[0]))


def _has_agreed(channel: Channel, person: type[Customer], asked: Inquiry) -> ColumnElement[bool]:
    rows, word = _select_words(channel, asked, *_YES_TO_OFFERS)
    return rows.where(word.customer_id == person.id).correlate(person).exists() & ~_has_withdrawn(
        channel, person, asked
    )


def _has_withdrawn(channel: Channel, person: type[Customer], asked: Inquiry) -> ColumnElement[bool]:
    rows, word = _select_refusals(channel, asked)
    return rows.where(word.customer_id == person.id).correlate(person).exists()


def _select_refusals(channel: Channel, asked: Inquiry) -> tuple[Select[int], type[Consent]]:
    """Every no after which no yes came: such a one is the newest word, or before one."""
    rows, no = _select_words(channel, asked, False, _OF_OFFERS)
    later, yes = _select_words(channel, asked, True, _OF_OFFERS)
    taken_back = later.where(yes.customer_id == no.customer_id, yes.id > no.id).correlate(no).exists()
    return rows.where(~taken_back), no


def _select_words(
    channel: Channel, asked: Inquiry, granted: bool, purposes: tuple[Purpose, ...]
) -> tuple[Select[int], type[Consent]]:
    word = aliased(Consent)
    rows = select(word.customer_id).where(
        word.merchant_id == asked.merchant_id,
        asked.keeps(word.customer_id),
        word.channel == channel,
        word.purpose.in_(purposes),
        word.granted.is_(granted),
    )
    return rows, word
