"""Who shows a browser what we tell it: the push services of the browsers' makers, and no other host."""

from __future__ import annotations

from urllib.parse import urlsplit

# Chrome and its kin, Firefox, Edge, Safari.
_HOSTS = ("fcm.googleapis.com", "updates.push.services.mozilla.com", "web.push.apple.com")
_ENDS = (".push.services.mozilla.com", ".notify.windows.com", ".push.apple.com")


def is_push_service(endpoint: str) -> bool:
    """Whether an address is one at a push service: whatever else a browser could name is never asked."""
    try:
        parts = urlsplit(endpoint)
        whole = parts.scheme == "https" and parts.port in (None, 443) and "@" not in parts.netloc
    except ValueError:
        return False
    host = parts.hostname or ""
    return whole and (host in _HOSTS or host.endswith(_ENDS))
