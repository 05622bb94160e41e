"""Settings: the only reader of the environment. Every one is described in docs/operations.md (R15).

Never lets a guessable default into production: `serve` refuses to start without a secret of its own.
"""

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from service.errors import UnsafeSettings
from service.languages import LANGUAGES

DEMO_SECRET = "candour-demo-secret-not-for-production"  # noqa: S105 - refused in production
MIN_SECRET = 32


class Settings(BaseSettings):
    """Read once at start, from CANDOUR_… variables."""

    model_config = SettingsConfigDict(env_prefix="CANDOUR_", extra="ignore", frozen=True)

    database_url: str = Field(default="sqlite:///var/candour.db", repr=False)
    """sqlite:///path or postgresql://…; the three stores live in one database, apart from each other."""
    secret: SecretStr = SecretStr(DEMO_SECRET)
    """At least 32 characters of your own; keeps unknown and known names alike at sign-in."""
    organisation: str = ""
    """A single-organisation deployment: this organisation also lives at /."""
    address: str = ""
    """How people reach this service from outside, such as https://report.example.org; for the poster."""
    host: str = "127.0.0.1"
    port: int = 8000
    clock: Path | None = None
    """A file that holds the present time in ISO 8601, for tests; refused in production."""
    languages: str = "en,cy,pl"
    """What pages can be read in: codes and commas. The first is for whoever asks for none of them."""
    jobs_every: int = Field(default=0, ge=0, le=86_400)
    """Seconds between two looks for months to close and publish, in the process that serves; 0 for none."""
    sums: bool = True
    """Whether senders must solve small sums under load, and guessers after wrong guesses."""
    idle_minutes: int = Field(default=15, ge=1, le=120)
    """A circle's page forgets its keys after so many minutes without a touch or a key press."""
    smtp_host: str = ""
    """The mail server that takes the weekly digest; empty: no mail is ever sent."""
    smtp_port: int = Field(default=587, ge=1, le=65_535)
    smtp_security: Literal["starttls", "tls", "none"] = "starttls"
    """How the way to it is kept closed; none only to this very machine."""
    smtp_user: str = ""
    smtp_password_file: Path | None = None
    """A file that holds the password and nothing else."""
    smtp_sender: str = ""
    """The address mails come from, one that may bounce."""
    session_hours: int = Field(default=8, ge=1, le=24)
    """A staff session ends after this many hours."""

    @field_validator("languages")
    @classmethod
    def _known(cls, languages: str) -> str:
        codes = languages.split(",")
        if not set(codes) <= set(LANGUAGES) or len(set(codes)) < len(codes):
            raise ValueError(f"choose each once from {', '.join(LANGUAGES)}, with commas between")
        return languages

    @property
    def language_codes(self) -> tuple[str, ...]:
        """The codes of what pages can be read in."""
        return tuple(self.languages.split(","))

    def check_mail(self) -> None:
        """Raise UnsafeSettings when mails could not be sent as they should be."""
        local = self.smtp_host in ("localhost", "127.0.0.1", "::1")
        if self.smtp_host and "@" not in self.smtp_sender:
            raise UnsafeSettings(
                "CANDOUR_SMTP_SENDER must be an e-mail address where CANDOUR_SMTP_HOST is set"
            )
        if self.smtp_host and self.smtp_security == "none" and not local:
            raise UnsafeSettings("CANDOUR_SMTP_SECURITY=none is for a mail server on this very machine")

    def check_production(self) -> None:
        """Raise UnsafeSettings when something here is only fit for a demo."""
        secret = self.secret.get_secret_value()
        if secret == DEMO_SECRET or len(secret) < MIN_SECRET:
            raise UnsafeSettings(
                f"CANDOUR_SECRET must be at least {MIN_SECRET} characters of your own "
                '(for example: python3 -c "import secrets; print(secrets.token_urlsafe(48))")'
            )
        if self.clock is not None:
            raise UnsafeSettings("CANDOUR_CLOCK sets a test clock and is refused in production")
