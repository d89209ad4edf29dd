"""What WhatsApp's reviewers object to in a template (FACTS 4.2, 4.3)."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Any

NEVER_APPROVED = ("twilio/list-picker", "twilio/location")
VARIABLE = re.compile(r"\{\{([A-Za-z0-9_]{1,16})\}\}")
PICTURES = (".jpg", ".jpeg", ".png", ".mp4", ".pdf")


def objection(types: dict[str, dict[str, Any]], variables: dict[str, str]) -> str:
    """Why it would be rejected, or nothing."""
    for name, value in types.items():
        found = (
            _of_body(name, str(value.get("body") or "").strip()) or _of_buttons(value) or _of_media(value, variables)
        )
        if found:
            return found
        if any(not variables.get(variable) for variable in VARIABLE.findall(json.dumps(value))):
            return "Every variable needs a sample"
    if all(name in NEVER_APPROVED for name in types if name != "twilio/text") and len(types.keys() - {"twilio/text"}):
        return "This content type cannot be approved"
    return ""


def _of_body(name: str, body: str) -> str:
    if re.search(r"\}\}\s*\{\{", body):
        return "Two variables may not stand side by side"
    # Punctuation at an end does not count as text.
    if re.match(r"\W*\{\{", _without_symbols(body)) or re.search(r"\}\}\W*$", _without_symbols(body)):
        return "The body may not start or end with a variable"
    if len(body) > 1024:
        return f"{name}: body is longer than 1024"
    return ""


def _without_symbols(body: str) -> str:
    """Emoji as letters: they are text to WhatsApp."""
    return "".join("x" if unicodedata.category(character) == "So" else character for character in body)


def _of_buttons(value: dict[str, Any]) -> str:
    for action in value.get("actions") or []:
        title = str(action.get("title") or "")
        if VARIABLE.search(title) or any(unicodedata.category(character) == "So" for character in title):
            return "A button's title may have no variable and no emoji"
    return ""


def _of_media(value: dict[str, Any], variables: dict[str, str]) -> str:
    media = value.get("media") or []
    for url in media if isinstance(media, list) else [media]:
        if not re.match(r"https?://[^/{]+/", url):
            return "The address of media must be fixed up to its path"
        filled = VARIABLE.sub(lambda found: variables.get(found[1], ""), url)
        if not filled.lower().endswith(PICTURES):
            return "The sample of a media address must end with its file type"
    return ""
