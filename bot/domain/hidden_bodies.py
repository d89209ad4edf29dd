"""Bodies of webhooks shown to whoever may not see customers' data: the same shape, without what is of a person."""

from __future__ import annotations

import json
import re
from typing import Any

# Parts of names of fields that hold something of a person, whichever platform sends them.
_PERSONAL = re.compile(
    r"name|phone|mobile|mail|address|zip|post|pin|city|latitude|longitude|lat$|lng$|note|message|comment|company|ip$|"
    r"agent|token|birth|consignee|landmark",
    re.IGNORECASE,
)
# Names of things that are nobody's.
_OF_THINGS = frozenset(
    {"variant_name", "product_name", "courier_name", "name_of_product", "current_status", "topic_name"}
)
_DIGITS = re.compile(r"\+?[0-9][0-9 ()-]{8,}[0-9]")
HIDDEN = "•••"
NOT_JSON = "(not shown: this is no JSON)"
DEEPEST = 40


def hide_personal(body: str) -> str:
    """Return a JSON body with what is of a person hidden; of any other nothing is shown."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return NOT_JSON if body else ""
    return json.dumps(_hidden(found, 0), indent=2, ensure_ascii=False)


def _hidden(value: Any, depth: int) -> Any:
    if depth > DEEPEST:
        return HIDDEN
    if isinstance(value, dict):
        return {name: _of_field(name, inner, depth) for name, inner in value.items()}
    if isinstance(value, list):
        return [_hidden(one, depth + 1) for one in value]
    return _DIGITS.sub(HIDDEN, value) if isinstance(value, str) else value


def _of_field(name: str, value: Any, depth: int) -> Any:
    if not isinstance(value, dict | list) and name not in _OF_THINGS and _PERSONAL.search(name):
        return value if value in (None, "", True, False) else HIDDEN
    return _hidden(value, depth + 1)
