"""Passkeys (WebAuthn): keys that somebody's device keeps and opens by finger, face or PIN, so nothing else is asked."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import webauthn
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session, joinedload
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, options_to_json_dict
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from bot.db.claims import insert_once, won
from bot.db.factors import Passkey
from bot.db.staff import StaffMember
from bot.domain.access import StaffState

Json = dict[str, Any]
NAME = "Dastak"
MOST = 20  # of one person
_WAITS = 5 * 60 * 1000  # ms that a browser waits for finger or face: as long as the challenge is good


class NotProven(Exception):
    """What a device answered does not show what was asked."""


@dataclass(frozen=True, slots=True)
class Site:
    """For which site keys are: its origin (scheme, host, port), and its name, to which browsers bind them."""

    origin: str
    name: str

    @property
    def can_have_passkeys(self) -> bool:
        """Whether browsers make keys for it: a name over TLS, or this machine by its name; never a bare address."""
        parts = self.name.split(".")
        is_name = ":" not in self.name and not parts[-1].isdecimal()
        return is_name and (self.origin.startswith("https://") or parts[-1] == "localhost")


def read_site(public_url: str) -> Site:
    """Return the site behind PUBLIC_URL."""
    return Site(public_url, urlsplit(public_url).hostname or "")


def list_passkeys(db: Session, member: StaffMember) -> list[Passkey]:
    """List somebody's passkeys, the first added first."""
    query = select(Passkey).filter_by(merchant_id=member.merchant_id, staff_id=member.id)
    return list(db.scalars(query.order_by(Passkey.id)))


def count_passkeys(db: Session, merchant_id: int) -> Mapping[int, int]:
    """Count the passkeys of each of a shop's people, by the person's id."""
    return Counter(db.scalars(select(Passkey.staff_id).filter_by(merchant_id=merchant_id)))


def ask_for_new(site: Site, member: StaffMember, had: Sequence[Passkey], challenge: str) -> Json:
    """Return what a browser makes a new passkey by (navigator.credentials.create)."""
    options = webauthn.generate_registration_options(
        rp_id=site.name,
        rp_name=NAME,
        user_id=_handle(member.id),
        user_name=member.email,
        user_display_name=member.name or member.email,
        challenge=base64url_to_bytes(challenge),
        timeout=_WAITS,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=base64url_to_bytes(one.credential)) for one in had],
    )
    return options_to_json_dict(options)


def ask_for_any(site: Site, challenge: str) -> Json:
    """Return what a browser logs in by (navigator.credentials.get): with any passkey it has for this site."""
    options = webauthn.generate_authentication_options(
        rp_id=site.name,
        challenge=base64url_to_bytes(challenge),
        timeout=_WAITS,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return options_to_json_dict(options)


def read_challenge(client_data: str) -> str:
    """Return the challenge that a device says it has signed (base64url), "" when it says none."""
    try:
        said = json.loads(base64url_to_bytes(client_data))
    except (ValueError, RecursionError):
        return ""
    challenge = said.get("challenge") if isinstance(said, dict) else None
    return challenge if isinstance(challenge, str) else ""


def add_passkey(
    db: Session, site: Site, member: StaffMember, answer: Json, challenge: str, name: str, now: datetime
) -> int | None:
    """Keep the passkey a device has made for this challenge, which was just used up; returns its id, None when known.

    Raises:
        NotProven: the answer is not that of a device that was asked by us, for this site.
    """
    try:
        made = webauthn.verify_registration_response(
            credential=answer,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=site.name,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    except Exception as error:  # it reads CBOR and certificates of whoever calls, and each reader raises its own
        raise NotProven from error
    of = {"merchant_id": member.merchant_id, "staff_id": member.id, "name": name, "created_at": now, "used_at": None}
    keys = {"credential": answer["id"], "public_key": bytes_to_base64url(made.credential_public_key)}
    return insert_once(db, Passkey, **of, **keys, sign_count=made.sign_count)


def find_passkey(db: Session, credential: str) -> Passkey | None:
    """Return a passkey by the id its device tells, with its person; None when nobody who may log in has it."""
    query = select(Passkey).join(StaffMember).where(StaffMember.state == StaffState.ACTIVE)
    return db.scalars(query.filter(Passkey.credential == credential).options(joinedload(Passkey.staff))).first()


def prove_passkey(db: Session, site: Site, passkey: Passkey, answer: Json, challenge: str, now: datetime) -> None:
    """Check what a device has signed by its key for this challenge, which was just used up, and note its use.

    Raises:
        NotProven: it is signed by another key or for another site, nobody was seen, or the key was copied.
    """
    try:
        shown = webauthn.verify_authentication_response(
            credential=answer,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=site.name,
            expected_origin=site.origin,
            credential_public_key=base64url_to_bytes(passkey.public_key),
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
        handle = answer["response"].get("userHandle")
        if handle and base64url_to_bytes(handle) != _handle(passkey.staff_id):
            raise NotProven
    except Exception as error:  # as above
        raise NotProven from error
    unmoved = update(Passkey).where(Passkey.id == passkey.id, Passkey.sign_count == passkey.sign_count)
    if not won(db, unmoved.values(sign_count=shown.new_sign_count, used_at=now)):
        raise NotProven


def drop_passkey(db: Session, member: StaffMember, passkey_id: int) -> bool:
    """Forget one of somebody's passkeys; False when they have none by this id."""
    return won(db, delete(Passkey).filter_by(merchant_id=member.merchant_id, staff_id=member.id, id=passkey_id))


def drop_all_passkeys(db: Session, member: StaffMember) -> None:
    """Forget all passkeys of somebody."""
    db.execute(delete(Passkey).filter_by(merchant_id=member.merchant_id, staff_id=member.id))


def _handle(staff_id: int) -> bytes:
    """By what a device knows whose key it keeps: says nothing about anybody."""
    return f"staff-{staff_id}".encode()
