"""Between two releases nothing moves: whatever happens to reports, no byte of anything shown changes.

The statistic is the number of addresses at which a status, a header or a byte differs; the bound is none.
"""

from datetime import timedelta
from itertools import zip_longest
from typing import Any

from click.testing import CliRunner

from service.commands.jobs import signals
from service.errors import PeriodNotOver
from service.privacy.calendar import shift_month
from service.terms import Period
from tests.privacy.attacks.lab import PUBLISHED, Lab
from tests.privacy.attacks.scene import Others, Scene, begin_calendar, closing_time, publish, put, run_sql
from tests.world import CODED, FACTORS, NOON

NOVEMBER = "2026-11"
RISE = tuple(shift_month(Period("2026-10"), place - 19) for place in range(20))
"""Twenty months, of which the last are RISEN."""
RISEN = 14
ANSWERED = (
    "insert into dialogue_state "
    "(organisation, report, stage, asked, acknowledged, replied, waiting, active) "
    "select organisation, report, 'read', 1, 'in-time', 'in-time', 0, '2026-W47' from report"
)


def submitting(lab: Lab) -> float:
    """Three reports are posted into the open month, as an integrator does."""

    async def story(scene: Scene) -> float:
        async def doing() -> None:
            for _ in range(3):
                await scene.world.submit()

        return await scene.moved_by(doing)

    return lab.after_four_months(story)


def arriving_late(lab: Lab) -> float:
    """Three reports arrive dated in a month that is published already."""

    async def story(scene: Scene) -> float:
        async def doing() -> None:
            scene.world.clock.now = NOON - timedelta(days=30)
            for _ in range(3):
                await scene.world.submit()
            scene.world.clock.now = NOON

        return await scene.moved_by(doing)

    return lab.after_four_months(story)


def coding_late(lab: Lab) -> float:
    """What a circle had not read when the month closed is coded after it was published."""

    async def story(scene: Scene) -> float:
        async def doing() -> None:
            run_sql(scene.engine, "update report set state = 'coded' where state = 'new'")

        return await scene.moved_by(doing)

    return lab.after_four_months(story)


def recoding(lab: Lab) -> float:
    """A member of the circle changes the factor of a report, over HTTP, before and after it was counted."""

    async def story(scene: Scene) -> float:
        sealed = await scene.world.submit(coded=CODED)
        counted = put(scene.engine, PUBLISHED[-1], [Others(1, factor=CODED.factors[0])])
        run_sql(scene.engine, "update report set circle = 'tools' where report = :one", one=counted[0])

        async def doing() -> None:
            (await scene.world.sign_in("ash")).raise_for_status()
            for report in (str(sealed.body["report"]), counted[0]):
                await _code(scene, report)
            scene.world.client.cookies.clear()

        return await scene.moved_by(doing)

    return lab.after_four_months(story)


async def _code(scene: Scene, report: str) -> None:
    address = f"{scene.world.api}/circles/tools/reports/{report}/factors"
    body: dict[str, Any] = {"factors": ["workload-demand"], "version": 1}
    (await scene.world.client.put(address, json=body)).raise_for_status()


def deleting(lab: Lab) -> float:
    """Every report is deleted from the store."""

    async def story(scene: Scene) -> float:
        async def doing() -> None:
            for table in ("dialogue", "envelope", "report"):
                run_sql(scene.engine, f"delete from {table}")

        return await scene.moved_by(doing)

    return lab.after_four_months(story)


def answering(lab: Lab) -> float:
    """Every reporter asks to hear back, and every report is answered in time."""

    async def story(scene: Scene) -> float:
        async def doing() -> None:
            run_sql(scene.engine, "delete from dialogue_state")
            run_sql(scene.engine, ANSWERED)

        return await scene.moved_by(doing)

    return lab.after_four_months(story)


def another_store(lab: Lab) -> float:
    """Under the same releases all other people's reports, and the ledger of them, are swapped for others."""

    async def story(scene: Scene) -> float:
        async def doing() -> None:
            for table in ("dialogue", "envelope", "report", "counted"):
                run_sql(scene.engine, f"delete from {table}")
            for month in (*PUBLISHED, NOVEMBER):
                put(
                    scene.engine,
                    month,
                    [Others(50, "south", "culture-voice"), Others(9, "tiny", None, "new")],
                )

        return await scene.moved_by(doing)

    return lab.after_four_months(story)


def replaying(lab: Lab) -> float:
    """The steward's job is run again for every month, at once and half a year later."""

    async def story(scene: Scene) -> float:
        async def doing() -> None:
            for month in PUBLISHED:
                publish(scene.engine, month)
                publish(scene.engine, month, closing_time("2027-03"))

        return await scene.moved_by(doing)

    return lab.after_four_months(story)


def asking_early(lab: Lab) -> float:
    """The steward's job is run for the open month the day before it may be, after a submission."""

    async def story(scene: Scene) -> float:
        async def doing() -> None:
            await scene.world.submit()
            try:
                publish(scene.engine, NOVEMBER, closing_time(NOVEMBER) - timedelta(days=1))
            except PeriodNotOver:
                return

        return await scene.moved_by(doing)

    return lab.after_four_months(story)


def conditional_requests(lab: Lab) -> float:
    """HEAD, OPTIONS and requests with If-None-Match and ranges are compared before and after submissions."""

    async def story(scene: Scene) -> float:
        before = await _probe(scene)
        for _ in range(3):
            await scene.world.submit()
        after = await _probe(scene)
        return sum(one != other for one, other in zip(before, after, strict=True))

    return lab.after_four_months(story)


async def _probe(scene: Scene) -> list[tuple[object, ...]]:
    found: list[tuple[object, ...]] = []
    api = scene.world.api
    published = (f"{api}/dashboard", f"{api}/culture", f"{api}/prompts", f"{api}/privacy")
    for path in (*published, f"{api}/directory", "/health", "/o/harbour/"):
        tag = (await scene.ask(path)).headers.get("etag", '"none"')
        asked: tuple[tuple[str, dict[str, str]], ...] = (
            ("HEAD", {}),
            ("OPTIONS", {}),
            ("GET", {"if-none-match": tag}),
            ("GET", {"if-modified-since": "Wed, 25 Nov 2026 12:00:00 GMT"}),
            ("GET", {"range": "bytes=0-99"}),
            ("GET", {"accept-encoding": "gzip"}),
        )
        for method, headers in asked:
            answer = await scene.ask(path, method, **headers)
            kept = {"content-security-policy"}
            told = tuple(sorted((k, v) for k, v in answer.headers.items() if k not in kept))
            found.append((path, method, answer.status_code, told))
    return found


def prompts(lab: Lab) -> float:
    """What has risen over two years is asked for before and after 300 new, late and recoded reports."""

    async def story(scene: Scene) -> float:
        begin_calendar(scene.engine, RISE[0])
        for place, month in enumerate(RISE):
            put(scene.engine, month, [Others(150 if place >= RISEN else 20, factor=FACTORS[0])])
            publish(scene.engine, month)
        before = _signals(lab.url)
        for month, state in ((RISE[-1], "coded"), (RISE[-1], "new"), (NOVEMBER, "coded")):
            put(scene.engine, month, [Others(100, factor=FACTORS[0], state=state)])
        run_sql(scene.engine, "update report set first_factor = :other where state = 'new'", other=FACTORS[1])
        after = _signals(lab.url)
        assert before, "a rise to seven times as many brings a prompt"
        return sum(one != other for one, other in zip_longest(before, after))

    return lab.at_start(story)


def _signals(url: str) -> list[str]:
    """What the steward's command prints."""
    told = CliRunner(env={"CANDOUR_DATABASE_URL": url}).invoke(signals, [])
    assert told.exit_code == 0, told.output
    return told.output.splitlines()
