"""What the search finds for whom: no more than they may see, and no digits beyond those they are shown."""

from __future__ import annotations

from bot.bootstrap import Bot
from bot.db.orders import Order
from bot.db.people import Customer
from bot.domain.access import StaffRole, Viewer
from tests.api.people import add_person
from tests.cast import Cast
from tests.services.search.seek import add_talk, seek, talks
from tests.services.search.test_operators import OF_ASHA


def test_the_viewer_sees_their_own_and_what_is_nobodys(bot: Bot, cast: Cast) -> None:
    ravi = add_person(bot, cast.shop, "ravi@example.in", StaffRole.AGENT)
    asha = add_talk(bot, cast.shop, cast.asha, ["where is my order"], assignee_id=ravi)
    john = add_talk(bot, cast.shop, cast.john, ["Where is MY order"])
    of = {"merchant_id": cast.shop, "customer_id": cast.asha, "payment": "cod", "total": 1, "placed_at": bot.now()}
    with bot.database.writing.begin() as db:
        db.add(Order(number="#1042", **of))
    for staff_id, seen in ((ravi, {asha, john}), (ravi + 1, {john})):
        viewer = Viewer(cast.shop, staff_id, sees_all=False)
        assert {hit.conversation.id for hit in seek(bot, viewer, "order")} == seen
        assert bool(talks(seek(bot, viewer, "1042"))) == (asha in seen)
    assert seek(bot, Viewer(cast.other_shop, None), "order") == []
    for typed in OF_ASHA:
        assert seek(bot, Viewer(cast.other_shop, None), typed) == [], typed


def test_masked_numbers_are_found_by_their_last_digits_alone(bot: Bot, cast: Cast) -> None:
    talk = add_talk(bot, cast.shop, cast.asha, ["hello"])
    masked = Viewer(cast.shop, None, sees_numbers=False)
    for typed in ("00001", "phone:00001", "phone:+919800000001", "phone:5500001"):
        assert talks(seek(bot, masked, typed)) == [talk]  # nobody learns the digits before by trying
    assert talks(seek(bot, Viewer(cast.shop, None), "phone:5500001")) == []


def test_a_name_like_a_pattern_is_no_pattern(bot: Bot, cast: Cast) -> None:
    add_talk(bot, cast.shop, cast.asha)
    for typed in ("from:%", "from:_____", "from:a%l", r"from:\\", 'label:"%"', "phone:%"):
        assert talks(seek(bot, Viewer(cast.shop, None), typed)) == []
    with bot.database.reading.begin() as db:
        assert db.get_one(Customer, cast.asha).name_key
