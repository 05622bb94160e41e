"""Two processes that publish the same month at the same moment: only one draws."""

import subprocess
import sys
import time

from sqlalchemy import text

from service.pipeline.periods import close_period
from service.pipeline.verify import verify_releases
from service.store.release.releases import read_chain
from service.terms import Period
from tests.pipeline.house import TRUST, closing_time, found_trust, put_reports

RACER = """
import sys, time
from datetime import datetime
from sqlmodel import Session
from service.pipeline.releases import publish_release
from service.store.engine import open_engine
from service.store.release.handle import ReleaseStore
from service.store.work.handle import WorkStore

url, moment, start = sys.argv[1], datetime.fromisoformat(sys.argv[2]), float(sys.argv[3])
engine = open_engine(url)
with Session(engine) as one, Session(engine) as other:
    time.sleep(max(0.0, start - time.time()))
    for release in publish_release(WorkStore(one), ReleaseStore(other), "trust", "2026-03", moment):
        print(release.hash)
"""


def test_many_processes_publish_one_month_and_all_say_the_same(work, releases, database_url):
    found_trust(work)
    put_reports(work, "2026-03", 300)
    close_period(work, TRUST, Period("2026-03"), closing_time("2026-03"))
    start, moment = time.time() + 6, closing_time("2026-03").isoformat()

    racers = [
        subprocess.Popen(
            [sys.executable, "-c", RACER, database_url, moment, str(start)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]
    told = [racer.communicate(timeout=120) for racer in racers]

    assert [racer.returncode for racer in racers] == [0] * 4, [error for _, error in told]
    assert len({output for output, _ in told}) == 1
    assert len(read_chain(releases, TRUST)) == 4
    releases.session.rollback()
    drawn = work.session.execute(text("select count(*) from outbox")).scalar_one()
    work.session.rollback()
    assert drawn == 4
    assert verify_releases(work, releases, TRUST).releases == 4
