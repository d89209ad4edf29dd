"""Whatever fits the description, and whatever does not: no call fails, and each answer is one that is described."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import Case, GenerationMode, checks
from schemathesis.core.failures import FailureGroup
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from bot.bootstrap import Bot
from bot.domain.access import KEY_SCOPES, StaffRole
from bot.services.shop import api_keys
from tests.api.people import COOKIE, browser_of
from tests.apps import app_of
from tests.cast import Cast
from tests.driver import post, whatsapp_form
from tests.engines import on_postgresql

# Of each call, of what fits the description and of what does not; more to look more closely.
EXAMPLES = int(os.environ.get("DESCRIBED_EXAMPLES", "4"))
CHECKS = [
    checks.not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
# One after the other, by chance that is the same each time: what is found today is found tomorrow.
calmly = settings(
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@on_postgresql
@pytest.mark.timeout(400)  # a minute, where nothing else runs
@pytest.mark.parametrize("mode", GenerationMode)
def test_every_answer_is_as_described(bot: Bot, cast: Cast, mode: GenerationMode) -> None:
    for hello in ("hello", "where is my order", "I want to talk to a person"):
        post(bot, whatsapp_form(hello))
    failed, doors = [], [_session(bot, cast), _key(bot, cast)]
    for operation in _operations(app_of(bot)):
        try:
            _try(operation, mode, doors)
        except Unsatisfiable:
            assert mode is GenerationMode.NEGATIVE  # it takes nothing that could be wrong
        except (Exception, FailureGroup) as error:
            failed.append(f"{operation.label} ({mode.value}): {error}"[:1500])
        if operation.method != "get":  # it may have closed its own
            doors = [_session(bot, cast), _key(bot, cast)]
    assert not failed, "\n\n".join(failed)


def _try(operation: Any, mode: GenerationMode, doors: Sequence[dict[str, str]]) -> None:
    turns = itertools.count()
    examples = EXAMPLES if mode is GenerationMode.POSITIVE else EXAMPLES // 2

    @settings(calmly, max_examples=examples)
    @given(case=operation.as_strategy(generation_mode=mode))
    def call(case: Case[Any]) -> None:
        turn = next(turns)
        for name in {"id", "message"} & case.path_parameters.keys():  # what is there, and what is not
            case.path_parameters[name] = turn // 2 % 2 * 998 + 1
        case.validate_response(case.call(headers=doors[turn % 2]), checks=CHECKS)

    call()


def _operations(app: Flask) -> Iterator[Any]:
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)
    for found in schema.get_all_operations():
        assert isinstance(found, Ok), found
        yield found.ok()


def _session(bot: Bot, cast: Cast) -> dict[str, str]:
    browser = browser_of(bot, cast.shop, StaffRole.OWNER)
    cookie = browser.client.get_cookie(COOKIE)
    assert cookie is not None
    return {"Cookie": f"{COOKIE}={cookie.value}", "X-CSRF-Token": browser.csrf}


def _key(bot: Bot, cast: Cast) -> dict[str, str]:
    with bot.database.writing.begin() as db:
        number = len(api_keys.list_keys(db, cast.shop))
        key = api_keys.add(db, cast.shop, "all", f"{number:040d}", bot.now(), tuple(KEY_SCOPES))[1]
    return {"Authorization": f"Bearer {key}"}
