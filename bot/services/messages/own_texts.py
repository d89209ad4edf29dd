"""A shop's own texts for many people as whoever writes messages needs them: sentences by key, and locales."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from bot.db.campaign_texts import CampaignText, CampaignWording
from bot.domain import dlt
from bot.domain.campaign_texts import LocaleText, name_key, read_key, to_sentence, write_template
from bot.domain.dlt import DltText
from bot.domain.locale import DEFAULT, Locale
from bot.domain.template_wording import TemplateWording
from bot.locales.catalogue import sentence

_READ = "own texts"
STOP = "button.no_offers"
UNREGISTERED = "SMS to India needs the registered text: give dlt (pe_id, header, template_id, kind, text)."
_WORDS = select(CampaignWording).where(
    CampaignWording.text_id == bindparam("text"), CampaignWording.merchant_id == bindparam("merchant")
)


def find_own_text(db: Session, merchant_id: int, key: str | None) -> CampaignText | None:
    """Return the text that a key names; None for a key of another kind, and for one the shop has not."""
    text_id = read_key(key)
    if text_id is None:
        return None
    return db.scalars(
        select(CampaignText).where(CampaignText.id == text_id, CampaignText.merchant_id == merchant_id)
    ).first()


def read_words(db: Session, merchant_id: int, text_id: int) -> Mapping[str, LocaleText]:
    """Return a text's words by locale, read once a session."""
    known: Mapping[str, LocaleText] | None = db.info.get((_READ, merchant_id, text_id))
    if known is None:
        rows = db.scalars(_WORDS, {"text": text_id, "merchant": merchant_id})
        known = {row.locale: describe_words(row) for row in rows}
        db.info[_READ, merchant_id, text_id] = known
    return known


def forget_words(db: Session, merchant_id: int, text_id: int) -> None:
    """Read a text's words anew when they are next needed: they have changed."""
    db.info.pop((_READ, merchant_id, text_id), None)


def describe_words(row: CampaignWording) -> LocaleText:
    """Return the words of a row as a value."""
    return LocaleText(row.body, tuple(row.titles), row.footer, row.sms, DltText.of(row.dlt))


def read_own_words(db: Session, merchant_id: int, text_id: int, locale: str) -> dict[str, str]:
    """Return what a text says in a locale, or in the one that comes nearest, by its keys: the body and the buttons."""
    words = read_words(db, merchant_id, text_id)
    chosen = choose_locale(words, locale)
    if chosen is None:
        return {}
    key, text = name_key(text_id), words[chosen]
    told = {key: to_sentence(text.body), name_sms(key): to_sentence(text.sms or text.body)}
    return told | {name_title(key, place): title for place, title in enumerate(text.titles)}


def name_title(key: str, place: int) -> str:
    """Return the key of a button's title, by its place from 0."""
    return f"{key}.{place + 1}"


def name_sms(key: str) -> str:
    """Return the key of what leaves by SMS."""
    return f"{key}.sms"


def name_text(key: str | None) -> int | None:
    """Return the text that a key of any of its parts names: its body, a button, its SMS; None for another key."""
    return read_key(".".join((key or "").split(".")[:2]))


def find_mismatch(words: LocaleText, phone: str, text: str, today: date) -> str:
    """Return why a filled SMS may not leave to a phone, "" where it may: India drops what is not registered."""
    if not phone.startswith(dlt.INDIA):
        return ""
    return find_sms_fault(words) or (dlt.find_mismatch(words.dlt, text, today) if words.dlt else "")


def find_sms_fault(words: LocaleText) -> str:
    """Return why a text cannot leave as an SMS to India, "" where it can."""
    if not words.sms:
        return "It has no words for SMS: write what is registered (sms)."
    return "" if words.dlt else UNREGISTERED


def choose_locale(words: Mapping[str, object], spoken: str, *fallbacks: str) -> str | None:
    """Return the locale of those there are that suits who reads `spoken`: that one, the language's other script, the
    fallbacks, English, any; None where there is none.
    """
    chain = (spoken, Locale.of(spoken).other_script, *fallbacks, DEFAULT)
    return next((locale for locale in chain if locale in words), next(iter(sorted(words)), None))


def list_templates_of_texts(db: Session, merchant_id: int) -> list[TemplateWording]:
    """List the templates of a shop's own texts that WhatsApp is to be asked about, as they are now."""
    pushed = select(CampaignText).where(CampaignText.merchant_id == merchant_id, CampaignText.pushed_at.is_not(None))
    newest = (CampaignText.dropped_at.is_(None), CampaignText.newer_id.is_(None))
    found = (
        write_template(
            name_key(row.id), one.locale, describe_words(one), sentence(one.locale, STOP), bool(row.picture_token)
        )
        for row in db.scalars(pushed.where(*newest).order_by(CampaignText.id))
        for one in row.wordings
    )
    return [wording for wording in found if wording is not None]
