"""E-mail to the shop's own people, by the server of the settings; without one there is none."""

from __future__ import annotations

import smtplib
import ssl
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from urllib.parse import unquote, urlsplit

from bot.outside import WAIT
from bot.ports import ApiError

TIMEOUT = 15.0  # seconds


class Mail:
    """Sends by smtp:// (with STARTTLS where the server has it; always where a password is sent) or smtps://."""

    def __init__(self, url: str | None, sender: str) -> None:
        self._url, self._sender = url, sender

    @property
    def is_on(self) -> bool:
        """Whether there is a server to send by."""
        return self._url is not None

    def mail(self, receiver: str, subject: str, text: str) -> None:
        """Send a mail of plain text.

        Raises:
            ApiError: it was not taken.
        """
        letter = EmailMessage()
        letter["From"], letter["To"], letter["Subject"] = self._sender, receiver, subject
        letter["Date"], letter["Message-ID"] = formatdate(), make_msgid(domain=self._sender.rpartition("@")[2])
        letter.set_content(text)
        try:
            with self._opened() as server:
                server.send_message(letter)
        except (OSError, smtplib.SMTPException) as error:
            raise ApiError(f"the mail server did not take it ({type(error).__name__})", "later", WAIT) from error

    def _opened(self) -> smtplib.SMTP:
        parts, context = urlsplit(self._url or ""), ssl.create_default_context()
        host, user = parts.hostname or "", unquote(parts.username or "")
        if parts.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(host, parts.port or 465, timeout=TIMEOUT, context=context)
        else:
            server = smtplib.SMTP(host, parts.port or 587, timeout=TIMEOUT)
            server.ehlo()
            if user or server.has_extn("starttls"):
                server.starttls(context=context)
        if user:
            server.login(user, unquote(parts.password or ""))
        return server
