"""Several processes push at once: each template is made once."""

from __future__ import annotations

import threading
from datetime import timedelta

from bot.bootstrap import Bot
from bot.db.templates import Template
from bot.services.templates import rows as template_rows
from bot.tasks import templates as pushing_of
from tests.cast import Cast
from tests.driver import rows
from tests.fakes import Watch
from tests.simulator.conftest import Simulator


def test_it_is_claimed_once_until_its_lease_is_over(pushing: Bot, cast: Cast, watch: Watch) -> None:
    pushing_of.plan(pushing, "rangoli", "notice.late")
    row, listed_at = rows(pushing, Template)[0], watch()

    def claimed(listed_ago: timedelta = timedelta()) -> bool:
        with pushing.database.writing.begin() as db:
            return template_rows.claim(db, row.id, watch() - listed_ago, watch()) is not None

    with pushing.database.writing.begin() as db:
        assert template_rows.claim(db, row.id, listed_at, watch()) is not None
    assert not claimed()
    watch.advance(minutes=2)
    # A list from before the dead process's lease had ended may not know what it made.
    assert not claimed(timedelta(minutes=1, seconds=30))
    assert claimed()


def test_it_is_made_once_by_several_at_the_same_time(pushing: Bot, cast: Cast, simulator: Simulator) -> None:
    pushing_of.plan(pushing, "rangoli", "notice.late")
    start = threading.Barrier(3)

    def push() -> None:
        start.wait()
        pushing_of.plan(pushing, "rangoli", "notice.late")
        pushing_of.submit_all(pushing)

    pushers = [threading.Thread(target=push) for _ in range(3)]
    for pusher in pushers:
        pusher.start()
    for pusher in pushers:
        pusher.join()
    made = simulator.client.content.v1.contents.list()
    assert len(made) == len({one.friendly_name for one in made}) == len(rows(pushing, Template))
    assert {row.status for row in rows(pushing, Template)} == {"received"}
