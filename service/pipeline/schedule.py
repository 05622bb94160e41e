"""Closes, publishes and sends whatever is due, and does so again and again where a process is told to.

Safe on several machines at once and after any crash: a table is drawn once. Logs periods and faults by their
type, never a count. Knows no database: whoever starts it gives it the stores.
"""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime

from service.pipeline.periods import close_due
from service.pipeline.releases import copy_outbox, publish_release
from service.privacy.chain import Release
from service.store.engine import transaction
from service.store.release.handle import ReleaseStore
from service.store.work.handle import WorkStore
from service.store.work.organisations import list_organisations
from service.terms import OrganisationId

log = logging.getLogger("candour.jobs")

Stores = Callable[[], AbstractContextManager[tuple[WorkStore, ReleaseStore]]]


def run_due(
    work: WorkStore, releases: ReleaseStore, organisation: OrganisationId, now: datetime
) -> Iterator[Release]:
    """Close every month whose day has come and publish what waits, oldest first."""
    copy_outbox(work, releases, organisation)
    for period in close_due(work, organisation, now):
        yield from publish_release(work, releases, organisation, period, now)


@dataclass
class Scheduler:
    """Runs what is due every so many seconds, from start to stop. Nothing if `every` is 0."""

    stores: Stores
    clock: Callable[[], datetime]
    every: int
    digests: Callable[[OrganisationId], object] = lambda _: None
    """Sends what of the weekly digest is due."""
    _stop: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def start(self) -> None:
        """Start the thread, which runs once at once."""
        if self.every > 0:
            self._thread = threading.Thread(target=self._run, name="jobs", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Let what is being drawn finish, then end."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join(timeout=60)

    def _run(self) -> None:
        while True:
            self.run_once()
            if self._stop.wait(self.every):
                return

    def run_once(self) -> None:
        """Run what is due for every organisation; a fault of one keeps nothing from the others."""
        try:
            with self.stores() as (work, _), transaction(work):
                names = [found.organisation for found in list_organisations(work)]
        except Exception as fault:
            log.error("jobs could not start: %s", type(fault).__name__)
            return
        for name in names:
            if not self._stop.is_set():
                self._run_organisation(name)

    def _run_organisation(self, name: OrganisationId) -> None:
        try:
            with self.stores() as (work, releases):
                for release in run_due(work, releases, name, self.clock()):
                    content = release.content
                    log.info("published %s %s %s %s", name, content.stage, content.period, release.hash)
        except Exception as fault:
            log.error("jobs of %s stopped: %s", name, type(fault).__name__)
        try:
            self.digests(name)
        except Exception as fault:
            log.error("digests of %s stopped: %s", name, type(fault).__name__)
