"""The board pack is one more door: its files are held against each other over all that happens to reports."""

from tests.privacy.attacks.lab import Lab
from tests.privacy.attacks.scene import Others, Scene, put, run_sql
from tests.world import FACTORS, NAME

FILES = ("candour-board-pack.zip", "candour-board-pack.pdf", "chart-all.svg", "chart-where.png")


def packs(lab: Lab) -> float:
    """The files of a board pack before and after reports are sent, arrive late, are coded and deleted."""

    async def story(scene: Scene) -> float:
        before = await _files(scene)
        await scene.world.submit()
        put(scene.engine, "2026-10", [Others(30, "north", FACTORS[0])])
        run_sql(scene.engine, "update report set state = 'coded' where state = 'new'")
        after = await _files(scene)
        for table in ("dialogue", "envelope", "report"):
            run_sql(scene.engine, f"delete from {table}")
        later = await _files(scene)
        return sum(len({*made}) - 1 for made in zip(before, after, later, strict=True))

    return lab.after_four_months(story)


async def _files(scene: Scene) -> list[bytes]:
    root = f"/o/{NAME}/leader/board-pack"
    return [(await scene.ask(f"{root}/{file}")).raise_for_status().content for file in FILES]
