"""Opens the stage: three servers on free ports that know of each other, one database, a shop with its templates."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from actions.dialogue import visit as shop_of_actions
from bot.bootstrap import build
from bot.config import Settings
from bot.db.shop import Merchant, Offer, Product
from bot.simulator.app import create_simulator
from bot.tasks import templates
from tests.apps import app_of
from tests.cast import Cast, add_cast
from tests.fakes import Watch
from tests.lives.rasa import Meaning, create_rasa
from tests.lives.stage import HeardBells, Stage, india

OPENS = "23 Nov 10:00"
DUPATTA = {"gu": "બાંધણી દુપટ્ટો"}
KURTA = {"gu": "બ્લોક પ્રિન્ટ કુર્તો"}


@contextmanager
def opened(folder: Path, database_url: str, meanings: Mapping[str, Meaning]) -> Iterator[tuple[Stage, Cast]]:
    """The stage and who is there. `meanings`: see tests.lives.rasa."""
    watch = Watch(india(OPENS))
    with ExitStack() as until_the_end:
        web, twilio, rasa = (until_the_end.enter_context(_server()) for _ in range(3))
        settings = Settings.from_env(
            {
                "VAR_DIR": str(folder),
                "DATABASE_URL": database_url,
                "REDIS_URL": "redis://127.0.0.1:1/0",
                "PUBLIC_URL": _url(web),
                "RASA_URL": _url(rasa),
            }
        ).at(_url(twilio))
        bells = HeardBells(watch)
        bot = dataclasses.replace(build(settings, now=watch), bells=bells)
        until_the_end.callback(bot.database.engine.dispose)
        web.app, twilio.app, rasa.app = app_of(bot), create_simulator(settings), create_rasa(meanings)
        patch = until_the_end.enter_context(pytest.MonkeyPatch.context())
        patch.setattr(shop_of_actions, "database", lambda: bot.database)
        patch.setattr(shop_of_actions, "clock", lambda: watch)
        stage = Stage(bot, watch, bells, twilio.app.extensions["simulator"])
        yield stage, _fill(stage)


def _fill(stage: Stage) -> Cast:
    """The cast's shop with things to sell and every template approved."""
    stage.world.pace = 0.0
    with stage.bot.database.writing.begin() as db:
        cast = add_cast(db, stage.watch())
        _stock(db, db.get_one(Merchant, cast.shop), stage.bot.settings.public_url)
    templates.plan(stage.bot, "rangoli")
    stage.world.advance(stage.watch().timestamp() - stage.world.now())
    templates.submit_all(stage.bot)
    stage.until("23 Nov 10:01")
    templates.sync(stage.bot)
    return cast


def _stock(db: Any, shop: Merchant, public_url: str) -> None:
    shop.site_url = "https://rangoli.example"
    picture = f"{public_url}/demo/pictures/dup-bandhani.png"
    db.add(
        Product(
            merchant_id=shop.id, sku="BAND-RED", title="Bandhani dupatta", titles=DUPATTA, category="dupatta",
            price=129900, stock=5, url="https://rangoli.example/p/band-red", care={"en": "Wash by hand."},
            picture_url=picture,
        )
    )  # fmt: skip
    db.add(
        Product(
            merchant_id=shop.id, sku="KURTA-BP-M", title="Block-print kurta", titles=KURTA, category="kurta",
            price=89950, stock=5, url="https://rangoli.example/p/kurta-bp",
        )
    )  # fmt: skip
    db.add(Offer(merchant_id=shop.id, code="RANG100", amount=10000, minimum=100000))


class _Quiet(WSGIRequestHandler):
    """A line for each of a thousand requests would bury what a failing test has to say."""

    def log_request(self, *args: Any) -> None:
        pass


@contextmanager
def _server() -> Iterator[BaseWSGIServer]:
    """A server that listens; its `app` is put in once every address is known."""
    server = make_server("127.0.0.1", 0, lambda environ, start: [], threaded=True, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _url(server: BaseWSGIServer) -> str:
    return f"http://127.0.0.1:{server.server_port}"
