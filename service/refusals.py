"""Refusals of what a steward enters or a circle publishes: types with codes, as in errors. Knows no HTTP."""

from service.errors import Refusal


class BadEntry(Refusal):
    """What a steward types has bounds, so that a page can always show it; the hint names the field."""

    code = "bad-entry"
    words = "One of the entries does not fit. Look at it again."


class CodeTaken(Refusal):
    """A code names one thing for ever: figures and reports are kept under it."""

    code = "code-taken"
    words = "This code is in use already. Choose another."


class InvitationOver(Refusal):
    """One answer for a link that was used, ended, came too late or never was."""

    code = "invitation-over"
    words = "This invitation cannot be used any more. Ask whoever sent it for a new one."


class LastSteward(Refusal):
    """Without a steward nobody could invite one again from a page."""

    code = "last-steward"
    words = "This is the only steward. Let somebody else be one first."


class MemberMakesKey(Refusal):
    """A member's key is made in their own browser and nowhere else, so no steward can make a member."""

    code = "member-makes-key"
    words = "A member makes a key of their own. Take this person off the list, then invite them as a member."


class StillInCircle(Refusal):
    """Whoever leaves a circle takes its key along: the circle changes its key first."""

    code = "still-in-circle"
    words = "This person is in a circle. They leave it first; then this can be done."


class NoLargerUnit(Refusal):
    """People of a small unit choose a larger one; without one they could not say where they work."""

    code = "no-larger-unit"
    words = "A unit of fewer than 20 people rolls up to one of 20 or more. Choose which."


class UnitInUse(Refusal):
    """A unit that smaller ones roll up to has to stay large enough to hide in."""

    code = "unit-in-use"
    words = "Smaller units roll up to this one. Choose another for them first."


class TooFewReports(Refusal):
    """What is made of one or two reports could point at whoever wrote them."""

    code = "too-few-reports"
    words = "A theme can leave its circle once it is made of three different reports."


class WordsNotReady(Refusal):
    """Words for everybody hold no contact, no number that names somebody, and no blame."""

    code = "words-not-ready"
    words = "These words could point at somebody, or blame. Change them, then publish again."


class KeyWanted(Refusal):
    """A circle whose key was retired receives nothing until its members have made another."""

    code = "key-wanted"
    words = "This circle is changing its key. Nothing was stored. Please try again later."


class KeyChanged(Refusal):
    """A key was wrapped to, or made to follow, one that is no longer the newest."""

    code = "key-changed"
    words = "A key changed in between. Nothing was stored. Load the page again and compare the words."


class NoKeyHeld(Refusal):
    """Only whoever holds a key can give it away, and nobody makes the key they are to be left out of."""

    code = "no-key-held"
    words = "Only somebody who holds this circle's key can do that."


class NotEndorsed(Refusal):
    """A circle that no other knows could be made up: it receives nothing, and speaks for no other."""

    code = "not-endorsed"
    words = "Nobody in another circle has endorsed this circle yet. Until somebody does, it receives nothing."
