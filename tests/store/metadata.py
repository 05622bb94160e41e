"""The three metadata objects the one history serves."""

import service.store.work.dialogue_tables
import service.store.work.learning_tables
import service.store.work.pipeline_tables
import service.store.work.standby_tables  # noqa: F401  (its rows share the work store's metadata)
from service.store.release.tables import ReleaseRow
from service.store.staff.tables import StaffRow
from service.store.work.tables import WorkRow

METADATA = [StaffRow.metadata, WorkRow.metadata, ReleaseRow.metadata]
