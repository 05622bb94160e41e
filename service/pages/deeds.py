"""What each deed of the audit trail is called on a page. Never who did it, nor to whom."""

from service.domain.audit import Deed
from service.languages import N_

DEEDS: dict[str, str] = {
    Deed.SIGNED_IN: N_("Signed in"),
    Deed.SIGNED_OUT_EVERYWHERE: N_("Signed out everywhere"),
    Deed.SESSIONS_ENDED: N_("Somebody’s sessions ended"),
    Deed.ROLE_CHANGED: N_("A role changed"),
    Deed.PERSON_REMOVED: N_("A person removed"),
    Deed.INVITED: N_("Somebody invited"),
    Deed.INVITATION_ENDED: N_("An invitation ended"),
    Deed.JOINED: N_("Joined"),
    Deed.WAY_IN_ADDED: N_("A way in added"),
    Deed.WAY_IN_REMOVED: N_("A way in taken away"),
    Deed.RECOVERED: N_("Came back with a new invitation"),
    Deed.KEY_WRAPPED: N_("A circle’s key given to somebody"),
    Deed.KEY_ROTATED: N_("A new key for a circle"),
    Deed.KEY_STOPPED: N_("A circle’s key stopped"),
    Deed.STANDBY_MADE: N_("A spare key made ready"),
    Deed.MEMBER_ADDED: N_("Somebody joined a circle"),
    Deed.MEMBER_REMOVED: N_("Somebody left a circle"),
    Deed.CIRCLE_CHANGED: N_("A circle changed"),
    Deed.CIRCLE_ENDORSED: N_("A new circle endorsed"),
    Deed.UNIT_CHANGED: N_("A unit changed"),
    Deed.ROUTE_CHANGED: N_("A route changed"),
    Deed.SETTINGS_CHANGED: N_("Settings changed"),
    Deed.RETENTION_CHANGED: N_("How long things are kept changed"),
    Deed.HOLD_BEGAN: N_("A hold began"),
    Deed.HOLD_ENDED: N_("A hold ended"),
    Deed.API_KEY_MADE: N_("An API key made"),
    Deed.API_KEY_ENDED: N_("An API key ended"),
}
"""Every deed of the closed list, in plain words."""
