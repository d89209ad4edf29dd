"""The recipes of CONTRIBUTING.md, held: what was added by half is named with what is missing."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML
from sqlalchemy.orm import Mapper

from actions.dialogue.intents import KIND_OF
from actions.requests.kinds import WITHOUT_DETAIL
from bot.db import tables
from bot.db.base import Base
from bot.domain.locale import CODES, LOCALES
from bot.domain.requests import RequestKind
from bot.domain.rules import standard, written
from bot.locales.catalogue import has
from bot.running import ROOT

# Rasa's own, and what no customer types.
UNTRAINED = {"nlu_fallback"}
LEAST_MESSAGES = 5
ABOUT_SOMEBODY = {"customer", "conversation", "orders", "parcel", "cart", "inbound_message", "outgoing_message"}
# A notice names its rule and its moment, no words and no values; a clock has times, a bulk job's item and what the
# shop's people are told have ids.
NOTHING_OF_THEIRS = {"Notice", "AnswerClock", "BulkItem", "StaffNotice", "BroadcastTest"}
# Asked for by our own buttons and answers after bad news, and read off words (actions/answers/by_words.py).
WITHOUT_INTENT = {RequestKind.RESEND, RequestKind.HAND_OVER}


def _yaml(path: Path) -> Any:
    return YAML(typ="safe").load(path)


@cache
def _trained(code: str) -> Counter[str]:
    """How many messages each intent has in a locale."""
    count: Counter[str] = Counter()
    for path in (ROOT / "data" / "nlu" / code).glob("*.yml"):
        for block in _yaml(path)["nlu"]:
            count[block.get("intent", "")] += sum(line.startswith("- ") for line in block["examples"].splitlines())
    return count


PRIVACY = "".join(path.read_text() for path in (ROOT / "bot" / "services" / "privacy").glob("*.py"))
INTENTS = [intent for intent in _yaml(ROOT / "domain.yml")["intents"] if intent not in UNTRAINED]
RULED = re.findall(r"intent: (\w+)", "".join(path.read_text() for path in (ROOT / "data" / "rules").glob("*.yml")))
NOTICES = (ROOT / "docs" / "notices.md").read_text(encoding="utf-8")
DESCRIBED = (ROOT / "docs" / "intents.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("intent", INTENTS)
def test_an_intent_is_whole(intent: str) -> None:
    missing = [
        *([] if intent in RULED else ["a rule in data/rules"]),
        *([] if f"`{intent}`" in DESCRIBED else ["a row in docs/intents.md"]),
        *[f"data/nlu/{code}: {LEAST_MESSAGES} messages" for code in CODES if _trained(code)[intent] < LEAST_MESSAGES],
    ]
    assert not missing, f"the intent {intent} lacks {'; '.join(missing)}"


def test_no_message_is_trained_for_an_intent_that_is_none() -> None:
    assert {intent for code in CODES for intent in _trained(code)} <= {*INTENTS, *UNTRAINED}


@pytest.mark.parametrize("kind", RequestKind)
def test_a_kind_of_request_is_whole(kind: RequestKind) -> None:
    asks = () if kind in WITHOUT_DETAIL else (f"request.ask.{kind}",)
    keys = (f"request.kind.{kind}", f"request.done.{kind}", *asks)
    missing = [f"the sentence {key}" for key in keys if not has(key)]
    if kind not in KIND_OF.values() and kind not in WITHOUT_INTENT:
        missing.append("an intent in actions/dialogue/intents.py")
    assert not missing, f"the kind of request {kind} lacks {'; '.join(missing)}"


@pytest.mark.parametrize("name", standard())
def test_a_notice_is_whole(name: str) -> None:
    rule = standard()[name]
    keys = (rule.key, *(tap.key for tap in rule.buttons))
    missing = [f"the sentence {key}" for key in keys if not has(key)]
    row = f"| `{name}` | `{rule.moment}` | {written(rule.after) if rule.after else 'at once'} | {rule.purpose} |"
    if row not in NOTICES:
        missing.append(f"its row in docs/notices.md: {row}")
    assert not missing, f"the notice {name} lacks {'; '.join(missing)}"


def test_a_module_of_tables_is_known_to_the_migrations() -> None:
    subjects = {path.stem for path in (ROOT / "bot" / "db").glob("*.py") if "__tablename__" in path.read_text()}
    missing = subjects - {module.__name__.rpartition(".")[2] for module in tables.ALL} - {"base"}
    assert not missing, "bot/db/tables.py does not import them: no migration would make their tables"


_MAPPERS = sorted(Base.registry.mappers, key=lambda mapper: mapper.class_.__name__)  # a set: no order of its own


@pytest.mark.parametrize("mapper", _MAPPERS, ids=lambda mapper: mapper.class_.__name__)
def test_a_table_about_somebody_is_known_to_privacy(mapper: Mapper[Any]) -> None:
    about = {key.column.table.name for key in mapper.local_table.foreign_keys} & ABOUT_SOMEBODY
    name = mapper.class_.__name__
    known = bool(re.search(rf"\b{name}\b", PRIVACY)) or name in NOTHING_OF_THEIRS
    assert known or not about, f"bot/services/privacy knows no {name}, which keeps something of each {sorted(about)}"


def test_every_locale_has_its_catalogue() -> None:
    folders = {path.parent.parent.name for path in (ROOT / "bot" / "locales").glob("*/LC_MESSAGES/dastak.po")}
    assert folders == {locale.folder for locale in LOCALES}


def test_a_release_has_its_heading() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    newest = re.search(r"^## \[?([^\]\s]+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert newest is not None
    assert newest[1] in ("Unreleased", version), f"CHANGELOG.md begins with {newest[1]}, pyproject.toml says {version}"


def test_the_recipes_name_guards_that_are_there() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    recipes = re.split(r"^### ", text, flags=re.MULTILINE)[1:]
    for recipe in recipes:
        guards = re.findall(r"\*Guard\*:.*", recipe)
        assert guards or recipe.startswith("A console page"), f"no guard for: {recipe.splitlines()[0]}"
