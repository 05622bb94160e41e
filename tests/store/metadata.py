"""The three metadata objects the one history serves."""

from service.store.release.tables import ReleaseRow
from service.store.staff.tables import StaffRow
from service.store.work.tables import WorkRow

METADATA = [StaffRow.metadata, WorkRow.metadata, ReleaseRow.metadata]
