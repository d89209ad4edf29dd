"""Every way in is known, and says how it is guarded; every task has a worker that hears it."""

from __future__ import annotations

import pytest

from bot import tasks
from bot.bootstrap import Bot
from bot.platforms import DOORS
from tests.apps import app_of
from tests.cast import Cast
from tests.driver import post, whatsapp_form

# Route -> how it is guarded. A new route is added here on purpose or not at all.
GUARDS = {
    "/twilio/messages": "signature",
    "/twilio/status": "signature",
    f"/hooks/<any({', '.join(DOORS)}):door>/<token>": "connection",  # tests/webhooks
    "/t/<token>": "token",  # tests/storefront
    "/l/<token>": "token",
    "/a/<name>": "token",
    "/logo/<name>": "open",  # what a shop shows to everybody: tests/api/test_shop_settings.py
    "/p/<name>": "open",  # a notice's picture, by the token of its message
    "/healthz": "open",
    "/readyz": "open",  # names of parts and what is wrong with them
    "/readyz/web": "open",
    "/console": "open",  # the page alone: all it shows comes by the API
    "/console/<path:place>": "open",
    "/console/static/<path:filename>": "open",
    "/console/worker.js": "open",  # shows notices; keeps nothing
    "/console/health": "staff",  # tests/console
    "/metrics": "staff",
    "/static/<path:filename>": "open",
}


# tests/api/test_access.py walks these as everybody, and names those that are open.
WALKED = "/api/v1/"


def test_it_knows_every_route(bot: Bot) -> None:
    routes = {rule.rule for rule in app_of(bot).url_map.iter_rules() if not rule.rule.startswith(WALKED)}
    assert routes == set(GUARDS)


@pytest.mark.parametrize("route", [route for route, guard in GUARDS.items() if guard == "signature"])
def test_it_refuses_unsigned_requests(bot: Bot, cast: Cast, route: str) -> None:
    client = app_of(bot).test_client()
    assert client.post(route, data={"MessageSid": "SM" + "1" * 32}).status_code == 403
    assert client.post(route).status_code == 403
    assert client.get(route).status_code == 405


def test_it_refuses_a_body_no_message_has(bot: Bot, cast: Cast) -> None:
    client = app_of(bot).test_client()
    assert client.post("/twilio/messages", data={"Body": "x" * 300_000}).status_code == 413


def test_it_says_how_it_is(bot: Bot, cast: Cast) -> None:
    client = app_of(bot).test_client()
    assert client.get("/healthz").json == {"status": "ok"}
    metrics = client.get("/metrics").text
    assert 'dastak_attention{what="alerts"} 0.0' in metrics


def test_it_shows_the_counts_to_staff(bot: Bot, cast: Cast) -> None:
    post(bot, whatsapp_form("hello"))
    page = app_of(bot).test_client().get("/console/health")
    assert page.status_code == 200
    assert "<td>waiting</td><td>1</td>" in page.text
    assert "hello" not in page.text


def test_it_has_a_task_for_every_queue_and_a_queue_for_every_task(bot: Bot) -> None:
    known = tasks.all_tasks(bot)
    assert set(known) == set(tasks.QUEUES) == set(tasks.PRIORITIES)
    assert {task.queue for task in known.values()} == set(tasks.QUEUES.values())
