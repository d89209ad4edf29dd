"""The demo's own doors: the next day and the stories for the phone page alone, and none outside the demo."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Event, Thread

import pytest
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from bot.db.connections import RawEvent
from bot.demo import passing
from bot.services.moments import record
from bot.tasks.events import apply_event
from bot.tasks.notices import notify
from tests.storefront.conftest import Front

TICK = "/demo/tick"


@pytest.fixture
def worker(home: Front) -> Iterator[None]:
    """Somebody who applies what is stored and puts into words what is due, as it comes."""
    ends = Event()

    def work() -> None:
        while not ends.wait(0.02):
            with home.bot.database.reading.begin() as db:
                waiting = list(db.scalars(select(RawEvent.id).where(RawEvent.state == "waiting")))
                due = record.list_due(db, home.bot.now())
            for event_id in waiting:
                apply_event(home.bot, event_id)
            for notice_id in due:
                notify(home.bot, notice_id)

    thread = Thread(target=work)
    thread.start()
    yield
    ends.set()
    thread.join()


def press(front: Front, **headers: str) -> int:
    """The button, pressed from some page; gives the status."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    base = named.pop("Host", "127.0.0.1:8000")
    return front.client.post(TICK, json={}, headers=named, base_url=f"http://{base}").status_code


def stored(front: Front) -> int:
    """How many events there are."""
    with front.bot.database.reading.begin() as db:
        return db.scalars(select(func.count(RawEvent.id))).one()


def test_it_passes_a_day_for_the_phone_page(home: Front, worker: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passing, "LEAVING", 0.5)
    before = home.bot.now().isoformat()
    answer = home.client.post(
        TICK, json={}, headers={"Origin": "http://127.0.0.1:8001"}, base_url="http://127.0.0.1:8000"
    )
    assert answer.json is not None
    assert (answer.status_code, answer.json["day"]) == (200, 1)
    assert {"Order 1042: delivered", "Order 1043: delayed"} <= set(answer.json["lines"])
    assert answer.json["now"] == home.bot.now().isoformat() > before
    assert answer.headers["Access-Control-Allow-Origin"] == "http://127.0.0.1:8001"
    assert stored(home) == len(answer.json["lines"])


def test_it_tells_the_phone_page_alone_what_is_going_on(home: Front) -> None:
    def ask(origin: str) -> TestResponse:
        return home.client.get("/demo/stories", headers={"Origin": origin}, base_url="http://127.0.0.1:8000")

    answer = ask("http://localhost:8001")
    assert answer.json is not None
    assert answer.json["stories"]["+919800000001"] == "Order 1042 is out for delivery today"
    assert answer.json["now"] == home.bot.now().isoformat()
    assert ask("https://evil.example").status_code == 403


def test_it_says_when_no_worker_is_there(home: Front, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passing, "PATIENCE", 0.1)
    assert [press(home), press(home)] == [503, 409]
    assert stored(home) == 1, "what comes next follows from what a worker makes of it"


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "http://127.0.0.1:9999"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:8001.evil.example"},
        {"Host": "evil.example"},
        {"Host": "127.0.0.1.evil.example:8000"},
    ],
    ids=str,
)
def test_it_passes_no_day_for_another_page(home: Front, headers: dict[str, str]) -> None:
    assert press(home, **headers) == 403
    assert stored(home) == 0


def test_it_passes_no_day_for_what_a_form_can_send(home: Front) -> None:
    for sent in ({"data": "{}", "content_type": "text/plain"}, {"data": {"a": "b"}}, {}):
        assert home.client.post(TICK, base_url="http://127.0.0.1:8000", **sent).status_code == 415
    assert home.client.get(TICK, base_url="http://127.0.0.1:8000").status_code == 405
    assert stored(home) == 0


@pytest.mark.parametrize(("origin", "status"), [("http://localhost:8001", 204), ("https://evil.example", 403)])
def test_it_answers_a_browser_that_asks_first(home: Front, origin: str, status: int) -> None:
    answer = home.client.options(TICK, headers={"Origin": origin}, base_url="http://127.0.0.1:8000")
    assert answer.status_code == status
    assert answer.headers.get("Access-Control-Allow-Origin") == (origin if status == 204 else None)


def test_it_has_no_such_doors_where_customers_are_real(front: Front) -> None:
    assert front.client.post(TICK, json={}).status_code == 404
    assert front.get("/demo/stories").status_code == 404
    assert front.get("/demo/pictures/logo.png").status_code == 404


def test_it_opens_help_on_the_phone_page(home: Front) -> None:
    assert 'href="http://127.0.0.1:8001/phone"' in home.page("1042")
