"""Settings: the only reader of the environment. Every one is described in docs/operations.md (R15).

Never lets a guessable default into production: `serve` refuses to start without a secret of its own.
"""

from pathlib import Path

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
