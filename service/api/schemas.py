"""The JSON door's forms: closed, bounded, and silent about what they were given (`extra="forbid"`)."""

from base64 import b64encode
from binascii import a2b_base64
from typing import Annotated, Any, Literal, TypeVar

from annotated_types import Interval, Len
from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    PlainSerializer,
    StringConstraints,
    ValidationError,
    WithJsonSchema,
)

from service.crypto.keys import PUBLIC_BYTES
from service.errors import MalformedRequest

MAX_BASE64 = 64 * 1024
MAX_VERSION = 2**31 - 1
"""What both databases can hold."""


def _decode(value: object) -> object:
    if isinstance(value, str):
        if len(value) > MAX_BASE64:
            raise ValueError("too long")
        return a2b_base64(value, strict_mode=True)
    return value


def _encode(value: bytes) -> str:
    return b64encode(value).decode()


Base64 = Annotated[bytes, BeforeValidator(_decode, json_schema_input_type=str), PlainSerializer(_encode, str)]
"""Standard base64 with padding."""
Base64InJson = Annotated[bytes, WithJsonSchema({"type": "string", "format": "base64"})]
"""The same in a form that only `parse_form` reads: decoded while the JSON is parsed, at a third of the cost.
Needs `val_json_bytes="base64"`. Reads the URL-safe and unpadded spellings as well; no other byte."""
PublicKey = Annotated[Base64, Len(PUBLIC_BYTES, PUBLIC_BYTES)]
"""An MLKEM768-X25519 public key, 1,216 bytes."""
Proof = Annotated[Base64, Len(32, 32)]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,64}$")]
Hex128 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
Hex256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class Form(BaseModel):
    """The root of every body: nothing beyond the named fields, no repr of contents."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    def __repr__(self) -> str:
        """A form may hold what nobody should see in a log."""
        return f"<{type(self).__name__}>"

    __str__ = __repr__


F = TypeVar("F", bound=Form)


def parse_form(form: type[F], body: bytes) -> F:
    """The form in a JSON body. Raises MalformedRequest, which repeats nothing of it."""
    try:
        return form.model_validate_json(body)
    except ValidationError:
        raise MalformedRequest from None


def inline_schema(form: type[Form]) -> dict[str, Any]:
    """The form's JSON schema with nothing referred to elsewhere, for a route that parses its own body."""
    schema = form.model_json_schema()
    parts = schema.pop("$defs", {})

    def resolve(node: Any) -> Any:
        if isinstance(node, dict):
            name = str(node.get("$ref", "")).removeprefix("#/$defs/")
            return resolve(parts[name]) if name else {key: resolve(value) for key, value in node.items()}
        return [resolve(item) for item in node] if isinstance(node, list) else node

    resolved: dict[str, Any] = resolve(schema)
    return resolved


class CodedIn(Form):
    """The coded fields of a report: codes of the closed lists in /directory."""

    kind: Code
    unit: Code
    role_group: Code
    factors: list[Code]
    impact: Code
    potential: Code
    spread: Code
    setting: Code


class DialogueIn(Form):
    """What the receipt's words derive: a lookup id, a one-way verifier of the token, a public key."""

    model_config = ConfigDict(val_json_bytes="base64")

    lookup: Hex128
    verifier: Hex256
    public_key: Annotated[Base64InJson, Len(PUBLIC_BYTES, PUBLIC_BYTES)]


class SealedReportIn(Form):
    """A report, sealed on the sender's device."""

    model_config = ConfigDict(val_json_bytes="base64")

    report: Hex128
    coded: CodedIn
    circle: Code
    envelope: Base64InJson
    dialogue: DialogueIn


class PlainReportIn(Form):
    """A report in plain words, for the service to scrub and seal on arrival."""

    report: Hex128
    coded: CodedIn
    narrative: Annotated[str, StringConstraints(min_length=1, max_length=MAX_BASE64)]


class Accepted(Form):
    """The same answer for every report."""

    status: str = "accepted"


class NamedIn(Form):
    """A sign-in name, and which words are to prove it."""

    handle: Annotated[str, StringConstraints(min_length=1, max_length=80, pattern=r"^[^\x00]*$")]
    kind: Literal["passphrase", "recovery"] = "passphrase"


class SignInIn(NamedIn):
    """A sign-in name and the proof (32 bytes) of its passphrase or recovery words."""

    proof: Proof


class KdfOut(Form):
    """Argon2id (RFC 9106) parameters."""

    name: str = "argon2id"
    memory_kib: int
    passes: int
    lanes: int


class SignInParametersOut(Form):
    """What a browser needs to stretch a passphrase."""

    salt: Base64
    kdf: KdfOut


class SignedInOut(Form):
    """Who signed in, and where to go next."""

    role: str
    next: str


class CircleNameOut(Form):
    """A circle by name."""

    circle: str
    label: str


class MeOut(Form):
    """The signed-in person; members also get their key, locked under the way in they came by."""

    person: str
    role: str
    display: str
    circles: list[CircleNameOut]
    waiting: list[CircleNameOut]
    public_key: Base64 | None
    locked_key: Base64 | None


class WrappedKeyOut(Form):
    """A circle key's private half, sealed to the member who asks."""

    epoch: int
    key_id: str
    active: bool
    wrapped: Base64


class WrappedKeysOut(Form):
    """Every epoch this member may open."""

    keys: list[WrappedKeyOut]


class ReportOut(Form):
    """What the server knows of a report."""

    report: str
    kind: str
    unit: str
    role_group: str
    setting: str
    factors: list[str]
    impact: str
    potential: str
    spread: str
    band: str
    received: str
    sealed_by: str
    state: str
    version: int


class CodedReportOut(ReportOut):
    """A report as its circle coded it; `rejected` are suggested factors that were marked as not fitting."""

    rejected: list[str]


class SealedReportOut(CodedReportOut):
    """A report with its closed envelope, and how often the same thing was told.

    `suggests` is false for the quarter of reports that are coded without suggestions.
    """

    key_id: str
    envelope: Base64
    original: str | None
    others: int
    suggests: bool


class FactorsIn(Form):
    """The factors a circle sees in a report, suggested ones that do not fit it, and the version it saw.

    Without `rejected`, what was marked before stays, but for what is chosen now.
    """

    factors: list[Code]
    rejected: list[Code] | None = None
    version: Annotated[int, Interval(ge=1, le=MAX_VERSION)]
