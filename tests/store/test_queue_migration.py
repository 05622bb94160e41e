"""Reports that were there before the queue get the band their answers give."""

from functools import partial
from itertools import product
from secrets import token_hex

import pytest
from sqlalchemy import text

from service.domain.triage import band_of, place_of
from service.store.engine import open_engine
from service.store.migrate import migrate
from service.taxonomy import taxonomy
from service.terms import CodedFields, UnitCode
from tests.postgres import copy_database, drop_database

COLUMNS = (
    "organisation, report, kind, unit, setting, role_group, impact, potential, spread, circle, sealed_by, "
    "received, period, state, version, digest"
)
VALUES = (
    "'harbour', :report, 'incident', 'north', 'hospital', 'frontline', :impact, :potential, :spread, "
    "'tools', 'device', '2026-11-25', '2026-11', 'new', 1, :digest"
)


@pytest.fixture
def empty_url(request: pytest.FixtureRequest, database_url: str, tmp_path) -> str:
    """A database nothing was migrated into yet."""
    if database_url.startswith("sqlite"):
        return f"sqlite:///{tmp_path / 'empty.db'}"
    server = request.getfixturevalue("postgres")
    name = f"empty_{token_hex(4)}"
    request.addfinalizer(partial(drop_database, server, name))
    return copy_database(server, "template1", name)


def test_every_report_that_was_there_gets_the_band_its_answers_give(empty_url: str):
    lists = taxonomy()
    answers = list(
        product(*([one.code for one in scale] for scale in (lists.impacts, lists.potentials, lists.spreads)))
    )
    engine = open_engine(empty_url)
    migrate(engine, to="0009")
    rows = {token_hex(16): answer for answer in answers}
    with engine.begin() as connection:
        for report, (impact, potential, spread) in rows.items():
            connection.execute(
                text(f"insert into report ({COLUMNS}) values ({VALUES})"),
                {
                    "report": report,
                    "impact": impact,
                    "potential": potential,
                    "spread": spread,
                    "digest": b"-",
                },
            )

    migrate(engine)

    with engine.connect() as connection:
        found = {row.report: row.band for row in connection.execute(text("select report, band from report"))}
    engine.dispose()
    coded = {
        report: CodedFields("incident", UnitCode("north"), "frontline", (), impact, potential, spread)
        for report, (impact, potential, spread) in rows.items()
    }
    assert found == {report: place_of(band_of(one)) for report, one in coded.items()}
