"""A closed shop tells nobody and begins nothing by the clock, and goes on where it stood."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from bot import scheduler
from bot.bootstrap import Bot
from bot.db.broadcasts import Broadcast
from bot.db.conversations import Conversation
from bot.db.staff import StaffMember
from bot.db.staff_notices import StaffNotice
from bot.domain.staff_notices import NoticeKind, NoticeWay, StaffNoticeState
from bot.services.broadcasts import feeding, launch
from bot.services.desk import staff_notices
from bot.tasks.broadcasts import keep_broadcasts
from bot.tasks.hooks import keep_hooks, tell_hook
from tests.api.people import Browser
from tests.cast import Cast
from tests.driver import post, rows, whatsapp_form
from tests.fakes import ACCOUNT, FakeMessenger, Watch
from tests.http_server import serving
from tests.services.broadcasts.crowd import add_crowd, draft_for, read
from tests.services.connections.shops import Pages, shopify
from tests.tasks.ear import Ear
from tests.tasks.test_closed_shop import close, reopen
from tests.tasks.test_hooks import hear, owner
from tests.tasks.test_hooks_due import agree

__all__ = ["owner"]


def test_its_webhooks_wait(bot: Bot, cast: Cast, owner: Browser) -> None:
    ear = Ear()
    with serving(ear.answer) as server:
        bot, hook, _ = hear(bot, server, owner, ["consent.changed"])
        agree(bot, cast, 1)
        close(bot, cast.shop)
        assert keep_hooks(bot) == 0
        tell_hook(bot, hook)
        assert ear.heard == []
        reopen(bot, cast.shop)
        assert keep_hooks(bot) == 1
        tell_hook(bot, hook)
    assert len(ear.heard) == 1


def test_its_broadcasts_do_not_begin_or_go_on(bot: Bot, cast: Cast, watch: Watch) -> None:
    add_crowd(bot, cast, 2)
    one = draft_for(bot, cast)
    with bot.database.writing.begin() as db:
        launch.start(db, db.get_one(Broadcast, one), 2, ACCOUNT, None, bot.now())
    close(bot, cast.shop)
    watch.advance(minutes=1)
    assert (keep_broadcasts(bot), read(bot, one).state) == (0, "scheduled")
    with bot.database.writing.begin() as db:
        assert feeding.claim_turn(db, one, bot.now()) is None
    reopen(bot, cast.shop)
    assert (keep_broadcasts(bot), read(bot, one).state) == (1, "freezing")


def test_somebody_is_asked_first_about_one_that_was_due_long_ago(bot: Bot, cast: Cast, watch: Watch) -> None:
    add_crowd(bot, cast, 2)
    one = draft_for(bot, cast, starts_at=bot.now() + timedelta(hours=1))
    with bot.database.writing.begin() as db:
        launch.start(db, db.get_one(Broadcast, one), 2, ACCOUNT, None, bot.now())
    close(bot, cast.shop)
    watch.advance(days=3)
    keep_broadcasts(bot)
    reopen(bot, cast.shop)
    assert (keep_broadcasts(bot), read(bot, one).state) == (0, "draft")


def test_its_people_are_told_nothing(bot: Bot, cast: Cast, owner: Browser) -> None:
    post(bot, whatsapp_form("hello?"))
    [asked] = rows(bot, Conversation)
    with bot.database.writing.begin() as db:
        late = {"kind": NoticeKind.LATE, "way": NoticeWay.MAIL, "values": {"clock": "first"}, "dedupe_key": "x"}
        queued = {"state": StaffNoticeState.QUEUED, "attempts": 0, "not_before": bot.now(), "created_at": bot.now()}
        me = db.scalars(select(StaffMember.id).where(StaffMember.merchant_id == cast.shop)).first()
        written = StaffNotice(merchant_id=cast.shop, staff_id=me, conversation_id=asked.id, **late, **queued)
        db.add(written)
        db.flush()
        one = written.id
    close(bot, cast.shop)
    with bot.database.writing.begin() as db:
        assert staff_notices.list_to_tell(db, bot.now(), 10) == []
        assert staff_notices.claim_notice(db, one, bot.now()) is None
    reopen(bot, cast.shop)
    with bot.database.writing.begin() as db:
        assert staff_notices.claim_notice(db, one, bot.now()) is not None


def test_no_sweep_moves_anything_of_it(bot: Bot, cast: Cast, messenger: FakeMessenger, watch: Watch) -> None:
    """Also what is swept in a way that nobody has thought of here: nothing is asked and nothing leaves."""
    with serving(Pages([])) as shop:
        bot = shopify(bot, cast.shop, shop.netloc)
        add_crowd(bot, cast, 2)
        one = draft_for(bot, cast)
        with bot.database.writing.begin() as db:
            launch.start(db, db.get_one(Broadcast, one), 2, ACCOUNT, None, bot.now())
        close(bot, cast.shop)
        watch.advance(hours=1)
        for step in scheduler.SWEEPS:
            step.run(bot)
        assert shop.asked == []
    assert (messenger.letters, read(bot, one).state) == ([], "scheduled")
