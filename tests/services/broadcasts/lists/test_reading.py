"""The rows of a list: kept or told why not, once each whoever dies, the first hundred errors shown."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot import tasks
from bot.bootstrap import Bot
from bot.db.lists import AudienceFile, AudienceRow
from bot.domain.lists.faults import ListFault
from bot.services.broadcasts.lists import keeping, reading
from bot.services.broadcasts.lists.keeping import KnownList
from bot.tasks import lists
from tests.cast import Cast
from tests.driver import rows
from tests.fakes import Watch
from tests.services.broadcasts.lists.uploading import look, upload

TEXT = "phone,city\n9800000001,Surat\nabc,Pune\n98000 00001,Again\n,\n9800000002,Delhi\n"


def test_what_is_right_is_kept_and_the_rest_is_counted(bot: Bot, cast: Cast) -> None:
    file_id = upload(bot, cast, TEXT)
    tasks.read_list(bot, file_id)
    file = look(bot, cast, file_id)
    assert (file.state, file.rows, file.people, file.wrong) == ("read", 4, 2, {"letters": 1, "repeated": 1})
    assert [(one["row"], one["name"], one["values"]) for one in file.faults] == [
        (3, "letters", {}),
        (4, "repeated", {"first": 2}),
    ]
    assert [(row.number, row.phone, row.values) for row in rows(bot, AudienceRow)] == [
        (2, "+919800000001", {"city": "Surat"}),
        (6, "+919800000002", {"city": "Delhi"}),
    ]
    assert rows(bot, AudienceFile)[0].content is None


def test_a_worker_that_died_is_followed_by_one_that_goes_on(
    bot: Bot, cast: Cast, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "BATCH", 2)
    numbers = "".join(f"98000{number:05d}\n" for number in range(7))
    file_id = upload(bot, cast, f"phone\n{numbers}")
    kept = reading.keep_rows

    def dies(*given: object) -> int:
        monkeypatch.setattr(reading, "keep_rows", _raise)
        return kept(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(reading, "keep_rows", dies)
    with pytest.raises(RuntimeError):
        tasks.read_list(bot, file_id)
    monkeypatch.setattr(reading, "keep_rows", kept)
    tasks.read_list(bot, file_id)  # the lease still holds
    assert (look(bot, cast, file_id).people, lists.ring_lists(bot)) == (2, 0)
    watch.advance(seconds=61)
    assert lists.ring_lists(bot) == 1
    tasks.read_list(bot, file_id)
    assert (look(bot, cast, file_id).state, look(bot, cast, file_id).people) == ("read", 7)
    assert len({row.phone for row in rows(bot, AudienceRow)}) == len(rows(bot, AudienceRow)) == 7


def _raise(*_given: object) -> int:
    raise RuntimeError("killed")


def test_a_worker_that_was_paused_past_its_lease_finds_another_mark(bot: Bot, cast: Cast, watch: Watch) -> None:
    file_id = upload(bot, cast, TEXT)
    with bot.database.writing.begin() as db:
        slow = reading.claim_list(db, file_id, bot.now())
    watch.advance(minutes=2)
    tasks.read_list(bot, file_id)
    assert slow is not None
    with bot.database.writing.begin() as db:
        assert not reading.keep_rows(db, slow, slow.read_to, [ListFault("letters", 3)], bot.now())
    assert look(bot, cast, file_id).people == 2


def test_a_hundred_errors_are_shown_and_all_are_counted(bot: Bot, cast: Cast) -> None:
    file_id = upload(bot, cast, "phone\n" + "abc\n" * 150)
    tasks.read_list(bot, file_id)
    file = look(bot, cast, file_id)
    assert (len(file.faults), file.wrong, file.people) == (100, {"letters": 150}, 0)


def test_the_same_file_within_a_day_says_when_it_came(bot: Bot, cast: Cast, watch: Watch) -> None:
    first, at = upload(bot, cast, TEXT), bot.now()
    watch.advance(hours=23)
    with pytest.raises(KnownList) as known:
        upload(bot, cast, TEXT)
    assert (known.value.file_id, known.value.at) == (first, at)
    watch.move_to(at + timedelta(hours=25))
    assert upload(bot, cast, TEXT) != first


def test_a_dropped_list_may_come_again(bot: Bot, cast: Cast) -> None:
    file_id = upload(bot, cast, TEXT)
    tasks.read_list(bot, file_id)
    with bot.database.writing.begin() as db:
        assert keeping.drop_list(db, cast.shop, file_id)
    assert rows(bot, AudienceRow) == []
    assert upload(bot, cast, TEXT)
