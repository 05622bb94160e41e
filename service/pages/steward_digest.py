"""The weekly digest's form among the steward's settings: on which day, at which hour, or not at all."""

from service.domain.changes import Change
from service.domain.digests import choose_time, stop_digest
from service.domain.routing import public_directory
from service.languages import N_
from service.pages.steward_acts import Fields
from service.pages.steward_form import Input, Sheet
from service.pages.views import Option
from service.store.staff.digests import DigestTime

NEVER = ""
USUAL_HOUR = 7
WEEKDAYS = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)


def digest_sheet(time: DigestTime | None) -> Sheet:
    """When the mail goes out, as it is now."""
    days = tuple(Option(str(place), day) for place, day in enumerate(WEEKDAYS))
    chosen, hour = (str(time.weekday), time.hour) if time else (NEVER, USUAL_HOUR)
    fields = (
        Input("weekday", N_("Day"), (chosen,), "select", options=(Option(NEVER, N_("Send none")), *days)),
        Input("hour", N_("Hour"), (str(hour),), "number", hint=N_("From 0 to 23, where you are.")),
    )
    about = N_("It goes to members who gave an address, and says the same whatever there is to read.")
    return Sheet("digest", N_("The weekly mail to members"), N_("Save"), fields, about)


def choose_digest(change: Change, fields: Fields) -> None:
    """Do what the form says. Raises BadEntry."""
    if fields.one("weekday") == NEVER:
        stop_digest(change)
    else:
        timezone = public_directory(change.work, change.organisation).organisation.timezone
        choose_time(change, fields.number("weekday"), fields.number("hour"), timezone)
