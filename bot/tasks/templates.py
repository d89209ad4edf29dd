"""Pushes the shops' templates to WhatsApp, and follows what becomes of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.bootstrap import Bot
from bot.channels.twilio.templates import ListedContent, TwilioTemplates, types_of
from bot.domain.approvals import UNSUBMITTED, Approval
from bot.domain.locale import Locale
from bot.domain.template_wording import Flaw, TemplateWording
from bot.logs import get_logger
from bot.ports import SendError
from bot.services.accounts import own
from bot.services.connections.vault import Sealed
from bot.services.templates import choosing, pictures, rows
from bot.services.templates.rows import TemplateDraft
from bot.ways import Forgotten, Way

log = get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Patience:
    """How often to ask about templates that wait for a decision, and about all others."""

    waiting: timedelta
    others: timedelta


AT_TWILIO = Patience(timedelta(minutes=5), timedelta(hours=1))
# Whoever tries the system for the first time should see an approval, or take one away, without waiting for it.
SIMULATED = Patience(timedelta(seconds=20), timedelta(minutes=1))
# Of one round of the scheduler: sweeps must not wait for the hundreds of templates of a new shop.
A_WHILE = timedelta(seconds=3)


def ensure_pushed(bot: Bot) -> None:
    """In the simulated system every shop has its templates from the start; elsewhere an operator pushes them."""
    if bot.settings.simulated:
        plan(bot)  # the first rounds of `templates_follow` submit them


def plan(bot: Bot, slug: str | None = None, key: str | None = None) -> int:
    """Write down the templates that shops want and do not have yet; how many."""
    base = pictures.build_base(bot.settings.public_url)
    new = 0
    with bot.database.writing.begin() as db:
        for merchant in choosing.list_shops(db, slug):
            found = [one for one in choosing.list_wanted(db, merchant) if key in (None, one.wording.key)]
            account = own.choose_account(merchant, bot.settings.twilio_account_sid)
            new += rows.plan(db, merchant, account, found, base, bot.now())
    return new


def missing(bot: Bot, slug: str | None = None, key: str | None = None) -> list[TemplateWording]:
    """What `plan` would write down."""
    base, installation = pictures.build_base(bot.settings.public_url), bot.settings.twilio_account_sid
    with bot.database.reading.begin() as db:
        return [
            one.wording
            for merchant in choosing.list_shops(db, slug)
            for one in rows.list_missing(
                db, merchant, own.choose_account(merchant, installation), choosing.list_wanted(db, merchant), base
            )
            if key in (None, one.wording.key)
        ]


def flaws(bot: Bot, slug: str | None = None, key: str | None = None) -> list[Flaw]:
    """What keeps shops' own wordings from being templates."""
    with bot.database.reading.begin() as db:
        found = [
            flaw
            for shop in choosing.list_shops(db, slug)
            for one in choosing.list_wanted(db, shop)
            for flaw in one.flaws
        ]
    return [flaw for flaw in found if key in (None, flaw.key)]


def submit_all(bot: Bot, within: timedelta | None = None) -> Counter[str]:
    """Submit what is written down and not submitted yet; counts of what became of it.

    It ends early when that took longer than `within`, or when Twilio does not answer or asks for patience:
    `templates_follow` goes on with the rest, in the second case after a minute.
    """
    outcomes: Counter[str] = Counter()
    for way in _ways(bot):
        outcomes += _submit_of(bot, way, within)
    return outcomes


def _submit_of(bot: Bot, way: Way, within: timedelta | None) -> Counter[str]:
    listed_at = bot.now()
    with bot.database.reading.begin() as db:
        todo = rows.list_unsubmitted(db, way.sid, listed_at)
    outcomes: Counter[str] = Counter()
    if not todo:
        return outcomes
    twilio = way.templates()
    try:
        there = {one.name: one for one in twilio.listed()}
        for template_id in todo:
            if within is not None and bot.now() - listed_at > within:
                break
            outcomes[_submit(bot, way, template_id, there, listed_at)] += 1
    except SendError as error:
        log.warning("templates are not submitted for now", reason=error.reason)
        outcomes["later"] += 1
        with bot.database.writing.begin() as db:
            rows.put_off(db, todo, bot.now())
    return outcomes


def templates_follow(bot: Bot) -> int:
    """Submit what waits for it and ask what became of the others; how many changed. To be called often."""
    submit_all(bot, A_WHILE)
    patience = SIMULATED if bot.settings.simulated else AT_TWILIO
    due = []
    for way in _ways(bot):
        with bot.database.writing.begin() as db:
            if rows.is_due(db, way.sid, patience.waiting, patience.others, bot.now()):
                due.append(way)
    return sum(_sync(bot, way) for way in due)


def sync(bot: Bot) -> int:
    """Ask WhatsApp about every template of ours; how many changed."""
    return sum(_sync(bot, way) for way in _ways(bot))


def _sync(bot: Bot, way: Way) -> int:
    twilio = way.templates()
    with bot.database.reading.begin() as db:
        ours = rows.list_known_sids(db, way.sid)
    try:
        found: dict[str, Approval | None] = {one.sid: one.approval for one in twilio.listed() if one.sid in ours}
        # One that a page has missed is asked for by itself before it counts as deleted.
        found |= {sid: twilio.approval(sid) for sid in sorted(ours - found.keys())}
    except SendError as error:
        log.warning("Twilio's list of templates did not answer", reason=error.reason)
        return 0
    return _record(bot, way.sid, found)


def _record(bot: Bot, account: str, found: Mapping[str, Approval | None]) -> int:
    changed = 0
    with bot.database.writing.begin() as db:
        for sid, approval in found.items():
            if approval is None:
                rows.record_gone(db, account, sid)
            else:
                changed += rows.record(db, account, sid, approval, bot.now())
    return changed


def _submit(bot: Bot, way: Way, template_id: int, there: dict[str, ListedContent], listed_at: datetime) -> str:
    """Make and submit one template; raises SendError when it may go better later.

    `there`: Contents of Twilio by name, as of `listed_at`; the new one is added.
    """
    twilio = way.templates()
    with bot.database.writing.begin() as db:
        draft = rows.claim(db, template_id, listed_at, bot.now())
    if draft is None:
        return "elsewhere"
    try:
        sid, approval = _made(bot, twilio, draft, there.get(draft.name))
        if approval.status == UNSUBMITTED:
            approval = twilio.submit(sid, draft.name, draft.category)
    except SendError as error:
        if error.outcome != "refused":
            raise
        with bot.database.writing.begin() as db:
            rows.record_refused(db, template_id, error.reason, bot.now())
        return "refused"
    with bot.database.writing.begin() as db:
        rows.record(db, way.sid, sid, approval, bot.now())
    there[draft.name] = ListedContent(sid, draft.name, approval)
    return "submitted"


def _made(bot: Bot, twilio: TwilioTemplates, draft: TemplateDraft, there: ListedContent | None) -> tuple[str, Approval]:
    """The draft's Content: one that is there already (after a crash, or of a shop with the same words), or new."""
    if there is None:
        base = pictures.build_base(bot.settings.public_url) if draft.with_picture else ""
        types = types_of(draft.body, draft.fields, draft.buttons, base, draft.footer)
        sid = twilio.create(draft.name, Locale.of(draft.locale).whatsapp, types, draft.samples)
        there = ListedContent(sid, draft.name, Approval(UNSUBMITTED, "", ""))
    with bot.database.writing.begin() as db:
        rows.record_made(db, draft.template_id, there.sid)
    return there.sid, there.approval


def _ways(bot: Bot) -> list[Way]:
    """Every account that templates are at: the installation's, and shops' own that let us in."""
    with bot.database.reading.begin() as db:
        theirs = own.list_in_use(db)
    ways = [bot.way(None)]
    for _, account_id in theirs:
        try:
            ways.append(bot.way(account_id))
        except (Sealed, Forgotten) as error:
            log.error("the templates of an account have to wait", reason=str(error))
    return ways
