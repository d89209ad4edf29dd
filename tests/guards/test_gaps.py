"""Every gap that a template may have is called something by the console: nobody fills in "refund_days_most"."""

from __future__ import annotations

import re
from pathlib import Path

from bot.db.shop import FIGURES
from bot.services.notices.fields import FIELDS

ROOT = Path(__file__).parents[2]
# Of the shop itself, and of what its own people are told of.
OTHERS = {"shop", "cause"}


def test_every_field_has_a_name_for_people() -> None:
    source = (ROOT / "frontend/src/console/composer/templates.ts").read_text()
    [named] = re.findall(r"^const FIELDS = \{\n(.*?)^\};", source, re.MULTILINE | re.DOTALL)
    there = set(re.findall(r"^  (\w+):", named, re.MULTILINE))
    assert (FIELDS | set(FIGURES) | OTHERS) - there == set()
