"""Tables of standby keys inside the work store: what a circle receives with once a member has left."""

from service.store.columns import ROWLESS, blob, code
from service.store.work.tables import WorkRow


class StandbyKeyRow(WorkRow, table=True):
    """The public half of a key pair that everybody in a circle may hold but one: whoever it stands by for."""

    __tablename__ = "standby_key"
    __table_args__ = (ROWLESS,)

    organisation: str = code(40, key=True)
    circle: str = code(key=True)
    without: str = code(32, key=True)
    key_id: str = code(32)
    public_key: bytes = blob()
    endorsement: bytes = blob()


class StandbyWrapRow(WorkRow, table=True):
    """A standby key's private half, sealed to one member, and the maker's vouch for that member's key."""

    __tablename__ = "standby_wrap"
    __table_args__ = (ROWLESS,)

    organisation: str = code(40, key=True)
    circle: str = code(key=True)
    without: str = code(32, key=True)
    person: str = code(32, key=True)
    wrapped: bytes = blob()
    vouch: bytes = blob()
