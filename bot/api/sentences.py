"""The sentences a shop says: looked for, reworded, seen as a phone shows them."""

from __future__ import annotations

from flask import Response, current_app

from bot.api.access import caller, needs
from bot.api.answers import Wrong, sent
from bot.api.declared import answers
from bot.api.group import Group
from bot.api.problems import Problem, wrong
from bot.api.sentence_shapes import (
    SentenceLocales,
    SentencePlace,
    SentencesQuery,
    SpokenTold,
    WordedList,
    WordedTold,
    WordingChange,
    WordingPlace,
    WordingTried,
)
from bot.bootstrap import Bot
from bot.db.shop import Merchant
from bot.domain.access import Permission
from bot.domain.locale import CODES
from bot.domain.sentence_checks import Slip
from bot.locales import catalogue
from bot.services.staff import audit
from bot.services.templates.sentences import (
    BadSentence,
    SentenceMoved,
    find_sentence,
    list_sentences,
    list_wording_slips,
    set_wording,
)
from bot.services.templates.speaking import show_sentence
from bot.shops.own.faults import Fault

sentences = Group("sentences", __name__, "settings")
_ONE = "/sentences/<key>/<locale>"


@sentences.get("/sentences", responses=answers(WordedList, 400, 401, 403, 429, 503))
@needs(Permission.SETTINGS_READ)
def read_sentences(query: SentencesQuery) -> Response:
    """What the shop says, in one locale"""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.reading.begin() as db:
        shop = db.get_one(Merchant, caller().merchant_id)
        own_only, now = query.own == "true", bot.now()
        found, after = list_sentences(
            db, shop, query.locale, typed=query.q, own_only=own_only, after=query.after, now=now
        )
    return sent(WordedList(sentences=tuple(map(WordedTold.model_validate, found)), next=after))


@sentences.get("/sentences/<key>", responses=answers(SentenceLocales, 401, 403, 404, 422, 429, 503))
@needs(Permission.SETTINGS_READ)
def read_sentence(path: SentencePlace) -> Response:
    """One sentence in every locale"""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.reading.begin() as db:
        found = find_sentence(db, db.get_one(Merchant, caller().merchant_id), path.key, bot.now())
    if not found:
        raise _unknown()
    return sent(SentenceLocales(sentences=tuple(map(WordedTold.model_validate, found))))


@sentences.put(_ONE, responses=answers(WordedTold, 401, 403, 404, 409, 413, 415, 422, 429, 503))
@needs(Permission.SETTINGS_WRITE)
def reword_sentence(path: WordingPlace, body: WordingChange) -> Response:
    """Say a sentence in the shop's own words; an empty text goes back to ours"""
    bot: Bot = current_app.extensions["bot"]
    me = caller()
    _check_there(path)
    with bot.database.writing.begin() as db:
        shop = db.get_one(Merchant, me.merchant_id)
        try:
            now = set_wording(db, shop, path.key, path.locale, body.was, body.text, body.leave_out, bot.now())
        except SentenceMoved as error:
            detail = "Somebody has worded it otherwise meanwhile: look at it, then word it again."
            raise Problem(409, "Changed meanwhile", detail, present=dict(own=error.own)) from error
        except BadSentence as error:
            raise wrong(*(Fault(("text",), one.problem, one.remedy) for one in error.slips)) from error
        subject = f"sentence:{path.key}:{path.locale}"
        audit.record(db, me.actor, "sentence.reword", subject, bot.now(), "the shop's" if now.own else "ours")
    return sent(WordedTold.model_validate(now))


@sentences.post(f"{_ONE}/spoken", responses=answers(SpokenTold, 401, 403, 404, 413, 415, 422, 429, 503))
@needs(Permission.SETTINGS_WRITE)
def speak_sentence(path: WordingPlace, body: WordingTried) -> Response:
    """Show words as the phone would, with real values, and say what is wrong with them; nothing is kept"""
    bot: Bot = current_app.extensions["bot"]
    _check_there(path)
    with bot.database.reading.begin() as db:
        shop, text = db.get_one(Merchant, caller().merchant_id), body.text.strip()
        slips = list_wording_slips(db, shop, path.key, path.locale, text, body.leave_out, bot.now()) if text else []
        try:
            said = show_sentence(db, shop, path.key, path.locale, text)
        except (KeyError, ValueError, IndexError):  # the slips say what is out of place
            said = show_sentence(db, shop, path.key, path.locale, "")
    told = SpokenTold(
        text=said.text,
        buttons=said.buttons,
        sms_parts=said.sms.count,
        sms_letters=said.sms.units,
        is_real=said.is_real,
        slips=tuple(map(_tell, slips)),
    )
    return sent(told)


def _tell(slip: Slip) -> Wrong:
    return Wrong(pointer="/text", detail=slip.problem, remedy=slip.remedy)


def _check_there(path: WordingPlace) -> None:
    if not catalogue.has(path.key) or path.locale not in CODES:
        raise _unknown()


def _unknown() -> Problem:
    return Problem(404, "No such sentence", "There is no sentence of this key: GET /sentences lists them.")
