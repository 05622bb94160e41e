"""Refusals: what the service will not do, as types with stable codes.

Knows no HTTP. The words are safe to show and never repeat what was sent.
"""


class CandourError(Exception):
    """The root of every error we raise on purpose."""


class Refusal(CandourError):
    """Something the service will not do: a stable code and a kind sentence.

    Carries no input, so it can be shown and logged as it is.
    """

    code = "refused"
    words = "This cannot be done."

    def __init__(self, **hints: str) -> None:
        """Hints are public facts that help the sender mend the request, such as a current key id."""
        super().__init__(self.code)
        self.hints = hints


class UnknownOrganisation(Refusal):
    """An address that names no organisation here."""

    code = "unknown-organisation"
    words = "There is no such organisation here. Check the link you were given."


class UnknownCode(Refusal):
    """Coded fields are closed lists, so that nothing free can slip in beside the envelope."""

    code = "unknown-code"
    words = "One of the choices is not on the list. Choose again from the list."


class TooManyFactors(Refusal):
    """At most three factors: more would say nothing about what to change."""

    code = "too-many-factors"
    words = "Choose up to three factors."


class UnitTooSmall(Refusal):
    """A unit below the floor is never offered: a small team is a name."""

    code = "unit-too-small"
    words = "This unit is too small to keep you hidden. Choose the larger area it belongs to."


class MalformedEnvelope(Refusal):
    """Bytes that are no envelope are not stored."""

    code = "malformed-envelope"
    words = "The sealed part arrived damaged. Nothing was stored. Please try to send it again."


class UnsupportedEnvelope(Refusal):
    """A version this service does not know cannot be kept: nobody could open it later."""

    code = "unsupported-envelope"
    words = "This page is out of date. Reload it and send again; your text can be copied first."


class WrongCircle(Refusal):
    """An envelope goes to the circle its factors choose, never to one somebody picks."""

    code = "wrong-circle"
    words = "The report was sealed to a different circle from the one its factors lead to."


class RetiredKey(Refusal):
    """A retired key belongs to a past epoch; the hint names the current one."""

    code = "retired-key"
    words = "The circle has a newer key. Seal the report again with the current one."


class ReportConflict(Refusal):
    """A report id names one report for ever; other contents under it are refused."""

    code = "report-conflict"
    words = "A different report was already stored under this id. Start a new report."


class UnknownReceipt(Refusal):
    """One answer for words that name nothing and for a report that has been forgotten."""

    code = "unknown-receipt"
    words = "Nothing is kept under these words here. Nothing was stored."


class DialogueFull(Refusal):
    """A dialogue has a fixed number of places, so that its size says nothing."""

    code = "dialogue-full"
    words = "This dialogue is full. Nothing was stored. What is there stays until the report is forgotten."


class NoDialogue(Refusal):
    """Whoever left no receipt cannot be answered."""

    code = "no-dialogue"
    words = "This report came without a receipt, so its reporter cannot be answered."


class MalformedRequest(Refusal):
    """A body that does not fit the schema; never echoed."""

    code = "malformed-request"
    words = "The request does not have the expected form. Nothing was stored."


class BodyTooLarge(Refusal):
    """Bodies are bounded before they are read."""

    code = "body-too-large"
    words = "This is longer than can be sent at once. Nothing was stored. Please shorten it."


class UnsupportedMediaType(Refusal):
    """Only JSON is read here."""

    code = "unsupported-media-type"
    words = "Send the request as application/json."


class CrossSiteRequest(Refusal):
    """A page elsewhere must not act for somebody who is signed in here."""

    code = "cross-site-request"
    words = "This request came from another site and was not carried out."


class NotSignedIn(Refusal):
    """Nobody is signed in, or the session has ended."""

    code = "not-signed-in"
    words = "Please sign in again."


class NotAllowed(Refusal):
    """The actor exists but this is not theirs to do or see."""

    code = "not-allowed"
    words = "You cannot open this."


class NotFound(Refusal):
    """Nothing is here, or nothing that this actor may know of."""

    code = "not-found"
    words = "There is nothing here."


class MethodNotAllowed(Refusal):
    """The address exists, the method does not."""

    code = "method-not-allowed"
    words = "This address does not do that."


class SignInFailed(Refusal):
    """One answer for an unknown name and a wrong passphrase."""

    code = "sign-in-failed"
    words = "The name or the passphrase did not match. Try again."


class PasskeyRefused(Refusal):
    """One answer for a passkey nobody knows, one for somebody else, one too late and one shown twice."""

    code = "passkey-refused"
    words = "This passkey could not be used here. Try once more, or choose another way in."


class TooFewWaysIn(Refusal):
    """Two ways in at least: a lost device must not lock somebody out."""

    code = "too-few-ways-in"
    words = "Keep at least two ways in. Add another one first, then take this one away."


class StaleEdit(Refusal):
    """Somebody else changed this in between; nobody's work is overwritten."""

    code = "stale-edit"
    words = "Somebody changed this while you had it open. Reload to see both, then decide."


class CircleTooSmall(Refusal):
    """A circle below three members receives nothing: a circle of two is a person."""

    code = "circle-too-small"
    words = "A circle needs at least three members before it can receive reports."


class NoCircle(Refusal):
    """No circle can receive this report yet."""

    code = "no-circle"
    words = "No circle can receive reports here yet. Nothing was stored. Please keep your text and try later."


class PeriodNotOver(Refusal):
    """A period closes fourteen days after its end, so that late coding is counted."""

    code = "period-not-over"
    words = "This period has not reached its closing day yet."


class PeriodNotClosed(Refusal):
    """Only a closed period can be published."""

    code = "period-not-closed"
    words = "Close the period before publishing it."


class BrokenChain(CandourError):
    """The release store does not add up: a row was changed, lost or added outside the service."""


class DoorClosed(Refusal):
    """An organisation may take only what was sealed before it arrived."""

    code = "door-closed"
    words = (
        "This way of sending is switched off here. Nothing was stored. Use the form that locks your words."
    )


class NothingWritten(Refusal):
    """A report without a word tells nobody anything."""

    code = "nothing-written"
    words = "Write a few words about what happened."


class NarrativeTooLong(Refusal):
    """A seal has a largest size, so that a length says nothing."""

    code = "narrative-too-long"
    words = "This is longer than can be sent at once. Nothing was stored. Please shorten it."


class BadRetention(Refusal):
    """Words stay long enough to be answered, and never for years."""

    code = "bad-retention"
    words = "Choose a number of days between 90 and 730."


class BrokenTrail(CandourError):
    """The audit trail does not add up: a row was changed, lost or added outside the service."""


class WorkNeeded(Refusal):
    """It is busy, or somebody guesses: whoever solves a small sum gets in, whoever they are."""

    code = "work-needed"
    words = "It is busy just now. Your device has to solve a small sum first; it does so by itself."


class SlowDown(Refusal):
    """Many reports in plain words from one place: no sum can be asked of a browser without script."""

    code = "slow-down"
    words = (
        "Many reports have come from where you are in the last minute. Nothing was stored. "
        "Please wait a minute and send it again."
    )


class Overloaded(Refusal):
    """The writer could not take the report in time; nothing was stored."""

    code = "overloaded"
    words = "The service is very busy. Nothing was stored. Please try again in a moment."


class InternalFault(Refusal):
    """Something broke on our side. The words never say what."""

    code = "internal-fault"
    words = "Something went wrong on our side. Nothing you typed is lost if you keep this page open."


class UnsafeSettings(CandourError):
    """Production must not start with demo keys, demo secrets or a test clock."""
