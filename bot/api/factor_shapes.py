"""What is sent and told about codes of an authenticator app, passkeys and the demo's one-click log-in."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.api.answers import Id, Moment, Shown
from bot.api.staff_shapes import Body
from bot.shops.own import kinds

# What a device says, base64url; the largest (with a chain of certificates) has a few thousand letters.
Said = Annotated[str, Field(min_length=1, max_length=20_000, pattern="^[A-Za-z0-9_-]+=*$")]


class TotpTold(Shown):
    """Whether a code is asked at log-in, since when (null: it is not), and how many recovery codes are left."""

    since: Moment | None
    recovery_codes: int


class TotpBegun(Shown):
    """A secret for an authenticator app; `qr` is a picture (data: URI) that holds `uri`. It is not shown again."""

    secret: str
    uri: str
    qr: str


class CodeSent(Body):
    """The code that the app shows."""

    code: str = Field(min_length=1, max_length=64)


class RecoveryCodes(Shown):
    """Codes to keep for when the app is lost: each is good once. They are not shown again."""

    recovery_codes: tuple[str, ...]


class PasskeyTold(Shown):
    """A passkey of one's own."""

    id: Id
    name: str
    created_at: Moment
    used_at: Moment | None


class PasskeyList(Shown):
    """One's passkeys; `possible` is whether browsers make any for this installation's address."""

    possible: bool
    passkeys: tuple[PasskeyTold, ...]


class PasskeyOptions(Shown):
    """What a browser asks its devices: the JSON of WebAuthn's options, as parse…OptionsFromJSON takes it."""

    options: dict[str, Any]


class FromDevice(BaseModel):
    """What a device answers; browsers say more than is needed, which is passed over."""

    model_config = ConfigDict(strict=True, extra="ignore", frozen=True, hide_input_in_errors=True)


class MadeKey(FromDevice):
    """What a device says of a key it made."""

    clientDataJSON: Said
    attestationObject: Said


class UsedKey(FromDevice):
    """What a device says when it uses a key."""

    clientDataJSON: Said
    authenticatorData: Said
    signature: Said
    userHandle: Said | None = None


class MadePasskey(FromDevice):
    """A credential that was created, as toJSON of the browser tells it."""

    id: Said
    rawId: Said
    type: Literal["public-key"]
    response: MadeKey


class UsedPasskey(FromDevice):
    """A credential that was used, as toJSON of the browser tells it."""

    id: Said
    rawId: Said
    type: Literal["public-key"]
    response: UsedKey


class NewPasskey(Body):
    """A passkey that a device has made, and what one calls it."""

    name: Annotated[kinds.Needed, Field(max_length=80)]
    credential: MadePasskey


class PasskeyLogIn(Body):
    """A passkey that was used to log in."""

    credential: UsedPasskey


class DemoWho(Body):
    """As whom of the demo shop's people."""

    who: Literal["owner", "marketer", "agent", "agent2"]
