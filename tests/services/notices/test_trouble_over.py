"""What waited while something was wrong is told when it is settled; and marketing goes where it was agreed to."""

from __future__ import annotations

from bot.bootstrap import Bot
from bot.db.conversations import Conversation
from bot.db.orders import Parcel
from bot.db.requests import Request
from bot.domain.requests import RequestState
from bot.services.desk import answered, requests, waiting
from tests.cast import Cast
from tests.fakes import FakeMessenger, Watch
from tests.services.shelf import Shelf, agree, change, messages, notices, run, stock, tell


def ask(bot: Bot, cast: Cast, shelf: Shelf) -> None:
    """Asha has asked for something that a person has to do."""
    with bot.database.writing.begin() as db:
        mine = {"merchant_id": cast.shop, "customer_id": cast.asha, "order_id": shelf.order}
        db.add(Request(**mine, kind="complaint", reference="RQ-4444", dedupe_key="k", created_at=bot.now()))


def settle(bot: Bot, cast: Cast) -> None:
    with bot.database.writing.begin() as db:
        assert requests.close_request(db, cast.shop, "RQ-4444", RequestState.DONE, bot.now())
        assert not requests.close_request(db, cast.shop, "RQ-4444", RequestState.DONE, bot.now())


def delivered(bot: Bot, cast: Cast, shelf: Shelf) -> None:
    change(bot, Parcel, shelf.parcel, stage="delivered", milestone="delivered")
    tell(bot, cast, shelf, "order.delivered")


def test_the_guide_waits_until_nothing_is_wrong(bot: Bot, cast: Cast, watch: Watch, messenger: FakeMessenger) -> None:
    shelf = stock(bot, cast)
    delivered(bot, cast, shelf)
    ask(bot, cast, shelf)
    watch.advance(hours=21)
    run(bot)
    assert notices(bot)["guide"] == ("planned", "nothing_wrong")
    settle(bot, cast)
    watch.advance(hours=3)
    change(bot, Conversation, shelf.conversation, last_inbound_at=watch())
    run(bot)
    assert [row.key for row in messages(bot) if row.state == "accepted"] == ["notice.guide"]


def test_the_review_is_held_and_leaves_as_soon_as_the_request_is_settled(
    bot: Bot, cast: Cast, watch: Watch, messenger: FakeMessenger
) -> None:
    shelf = stock(bot, cast)
    with bot.database.writing.begin() as db:
        agree(db, cast, cast.asha, watch())
    delivered(bot, cast, shelf)
    ask(bot, cast, shelf)
    watch.advance(days=3)
    change(bot, Conversation, shelf.conversation, last_inbound_at=watch())
    run(bot)
    [review] = [row for row in messages(bot) if row.key == "notice.review"]
    assert (review.state, review.held_because) == ("held", "open_request")
    settle(bot, cast)
    run(bot)
    [review] = [row for row in messages(bot) if row.key == "notice.review"]
    assert review.state in ("accepted", "held")
    assert review.held_because in (None, "cap")


def test_marketing_goes_where_it_was_agreed_to(bot: Bot, cast: Cast, watch: Watch, messenger: FakeMessenger) -> None:
    shelf = stock(bot, cast)
    with bot.database.writing.begin() as db:
        agree(db, cast, cast.asha, watch(), "sms")
    tell(bot, cast, shelf, "customer.birthday")
    run(bot)
    assert [letter.channel for letter in messenger.letters] == ["sms"]


def test_the_desk_shows_and_closes_only_its_own_shops(bot: Bot, cast: Cast, watch: Watch) -> None:
    shelf = stock(bot, cast)
    ask(bot, cast, shelf)
    change(bot, Conversation, shelf.conversation, needs_person_since=watch(), needs_person_why="asked")
    with bot.database.writing.begin() as db:
        assert [one.name for one in waiting.list_requests(db, cast.shop)] == ["RQ-4444"]
        assert [one.about for one in waiting.list_conversations(db, cast.shop)] == ["asked"]
        assert waiting.list_requests(db, cast.other_shop) == waiting.list_conversations(db, cast.other_shop) == []
        assert not requests.close_request(db, cast.other_shop, "RQ-4444", RequestState.DONE, watch())
        assert not answered.mark_answered(db, cast.other_shop, shelf.conversation, watch())
        assert answered.mark_answered(db, cast.shop, shelf.conversation, watch())
        assert waiting.list_conversations(db, cast.shop) == []
