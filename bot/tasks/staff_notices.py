"""Tells one of the shop's people what they should know, by push or mail: claim, call out, record."""

from __future__ import annotations

from bot.bootstrap import Bot
from bot.domain.staff_notices import NoticeWay
from bot.locales.catalogue import say
from bot.logs import get_logger
from bot.ports import ApiError
from bot.push import write_body
from bot.services.desk import staff_notices
from bot.services.desk.staff_notices import ToTell

log = get_logger(__name__)
GONE = (404, 410)  # of a push service: the browser wants no more


def tell_staff(bot: Bot, notice_id: int) -> None:
    """Tell one notice; what fails is tried again later."""
    with bot.database.writing.begin() as db:
        to_tell = staff_notices.claim_notice(db, notice_id, bot.now())
    if to_tell is None:
        return
    try:
        told = _mail(bot, to_tell) if to_tell.way == NoticeWay.MAIL else _push(bot, to_tell)
    except ApiError as error:
        log.warning("one of the shop's people was not told", notice=notice_id, way=to_tell.way, reason=error.kind)
        return
    with bot.database.writing.begin() as db:
        staff_notices.record_told(db, notice_id, told)


def _mail(bot: Bot, to_tell: ToTell) -> bool:
    said = say(to_tell.locale, f"staff.late.{to_tell.clock}", {})
    bot.mail.mail(to_tell.email, said, f"{said}\n\n{_address(bot, to_tell)}\n")
    return True


def _push(bot: Bot, to_tell: ToTell) -> bool:
    title, text = (say(to_tell.locale, f"staff.late.{which}", {}) for which in ("title", to_tell.clock))
    body, told, failed = write_body(title, text, _address(bot, to_tell)), False, None
    for browser in to_tell.browsers:
        try:
            bot.push.push(browser, body, f"late-{to_tell.conversation_id}")
            told = True
        except ApiError as error:
            if error.status in GONE:
                with bot.database.writing.begin() as db:
                    staff_notices.forget_browser(db, browser.endpoint)
            else:
                failed = error
    if failed is not None and not told:
        raise failed
    return told


def _address(bot: Bot, to_tell: ToTell) -> str:
    return f"{bot.settings.public_url}/console/inbox/breached/{to_tell.conversation_id}"
