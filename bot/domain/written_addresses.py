"""Web addresses that somebody wrote into a text, as a messenger makes links of them."""

from __future__ import annotations

import re

# Ends of names that are links without https:// and without a path; behind others a blank was forgotten: "today.Come".
_ENDS = "app|biz|cc|co|com|in|info|io|link|live|ly|me|net|online|org|shop|site|store|to|top|xyz"
# It begins where a word does: no part of a word is tried again, so that a long one takes no longer than it is.
_NAME = r"(?:[a-z0-9-]+\.)+"
_WRITTEN = re.compile(
    rf"(?<![\w.@-])(?:https?://[^\s{{}}]+|{_NAME}[a-z]{{2,18}}/[^\s{{}}]*|{_NAME}(?:{_ENDS})(?![\w@-]))", re.IGNORECASE
)


def list_addresses(text: str) -> list[str]:
    """List the addresses of a text, each with its scheme."""
    found = (one[0].rstrip(".,;:!?)\"'”’।") for one in _WRITTEN.finditer(text))
    return list(dict.fromkeys(one if "://" in one else f"https://{one}" for one in found))
