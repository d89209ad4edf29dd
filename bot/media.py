"""Fetches what customers send: from allowed hosts only, within limits, credentials to Twilio alone."""

from __future__ import annotations

import ipaddress
import re
import secrets
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, urljoin, urlsplit

import requests
from urllib3.exceptions import LocationParseError

MAX_BYTES = 16 * 1024 * 1024  # WhatsApp's own limit (FACTS 1.4)
MAX_REDIRECTS = 3
TIMEOUT = (3.05, 10.0)
# What WhatsApp lets people send (FACTS 1.4) -> the ending we keep it under; the sender's name for it is never used.
TYPES = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "audio/ogg": "ogg",
    "audio/amr": "amr",
    "audio/3gpp": "3gp",
    "audio/aac": "aac",
    "audio/mpeg": "mp3",
    "audio/mp4": "m4a",
    "video/mp4": "mp4",
    "video/3gpp": "3gp",
    "application/pdf": "pdf",
    "text/vcard": "vcf",
    "application/msword": "doc",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "pptx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
}


class FileRefused(Exception):
    """A file we will never take; the reason can be shown to staff."""


class FileNotYet(Exception):
    """The file could not be had now; worth another try."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A file on our disk; `path` is below the media folder, `size` in bytes."""

    path: str
    size: int
    content_type: str


class MediaStore:
    """Fetches to a folder. `hosts` may be asked; only `api_host`, where every fetch begins, gets credentials."""

    def __init__(self, folder: Path, hosts: tuple[str, ...], api_host: str) -> None:
        self._folder = folder
        self._hosts = frozenset(host.lower() for host in (*hosts, api_host))
        self._api_host = api_host.lower()

    def has(self, path: str) -> bool:
        """Whether a file is on this disk: another host may have it on its own."""
        return (self._folder / path).is_file()

    def fetch(self, url: str, account: tuple[str, str], path: str = "") -> Kept:
        """Fetch one file of this account, its sid and its token; under the path that it has on other disks, if any.

        Raises:
            FileRefused: wrong host, type or size, or no address at all.
            FileNotYet: the network, or 404 while the file still travels between Twilio's systems.
        """
        if name_account(url) != account[0]:
            raise FileRefused("not an address of our account")
        for _ in range(MAX_REDIRECTS + 1):
            response = self._get(url, account)
            if not response.is_redirect:
                return self._keep(response, path)
            url = _joined(url, response.headers["location"])
            response.close()
        raise FileRefused("too many redirects")

    def keep(self, content: bytes, ending: str) -> str:
        """Keep what somebody of a shop sends; returns its path below the folder.

        Raises:
            FileNotYet: it could not be written.
        """
        name = f"{secrets.token_hex(16)}{ending}"
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            (self._folder / name).write_bytes(content)
        except OSError as error:
            self.forget(name)
            raise FileNotYet(f"could not be written: {error.strerror}") from error
        return name

    def forget(self, path: str) -> None:
        """Delete a file we keep; one that is gone already is no error."""
        (self._folder / path).unlink(missing_ok=True)

    def _get(self, url: str, account: tuple[str, str]) -> requests.Response:
        parts = _split(url)
        host = parts.netloc.lower()
        if host not in self._hosts or "@" in host:
            raise FileRefused(f"host not allowed: {parts.hostname}")
        if parts.scheme != "https" and not _is_loopback(parts.hostname):
            raise FileRefused("not an https address")
        # Never requests' own redirects: it decides by itself what to send along.
        auth = account if host == self._api_host else None
        with requests.Session() as session:
            session.trust_env = False  # no .netrc
            try:
                response = session.get(url, auth=auth, timeout=TIMEOUT, stream=True, allow_redirects=False)
            except (ValueError, LocationParseError) as error:  # a host no name can be, an address that is none
                raise FileRefused(f"not an address: {type(error).__name__}") from error
            except requests.RequestException as error:
                raise FileNotYet(type(error).__name__) from error
        if response.status_code >= 400:
            response.close()
            raise FileNotYet(f"HTTP {response.status_code}")
        return response

    def _keep(self, response: requests.Response, path: str) -> Kept:
        content_type = response.headers.get("content-type", "").split(";")[0].strip().lower()
        ending = TYPES.get(content_type)
        if ending is None:
            raise FileRefused(f"type not allowed: {content_type[:60]}")
        name = path or f"{secrets.token_hex(16)}.{ending}"
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        # Whole or not at all: two people may look at one message.
        draft = self._folder / f"{name}.{secrets.token_hex(4)}.part"
        try:
            size = self._write(draft, response)
            draft.rename(self._folder / name)
        except OSError as error:  # a full disk, say
            raise FileNotYet(f"could not be written: {error.strerror}") from error
        finally:
            draft.unlink(missing_ok=True)
            response.close()
        return Kept(name, size, content_type)

    @staticmethod
    def _write(path: Path, response: requests.Response) -> int:
        size = 0
        try:
            with path.open("wb") as file:
                for chunk in response.iter_content(64 * 1024):
                    size += len(chunk)
                    if size > MAX_BYTES:
                        raise FileRefused("larger than 16 MB")
                    file.write(chunk)
        except requests.RequestException as error:  # is an OSError too, and comes first
            raise FileNotYet(type(error).__name__) from error
        return size


def name_account(url: str) -> str:
    """The sid of the account whose file an address names; "" where it names none.

    Raises:
        FileRefused: no address at all.
    """
    named = re.search(r"/Accounts/([^/]+)/", _split(url).path)
    return named[1] if named else ""


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        _ = parts.port  # reading it is what checks it
    except ValueError as error:
        raise FileRefused("not an address") from error
    return parts


def _joined(url: str, location: str) -> str:
    try:
        return urljoin(url, location)
    except ValueError as error:
        raise FileRefused("led to what is not an address") from error


def _is_loopback(host: str | None) -> bool:
    try:
        return ipaddress.ip_address(host or "").is_loopback
    except ValueError:
        return host == "localhost"
