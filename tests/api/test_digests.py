"""A member says where their digest goes; nobody else is asked, and nobody sees another's."""

from datetime import timedelta

import pytest
from click.testing import CliRunner

from service.cli import main
from tests.postbox import HOST, Postbox, served
from tests.world import NAME, NOON, World, act, found

WANTED = {"address": "ash@post.example", "language": "cy"}


def test_a_member_sets_reads_and_clears_their_address(tell):
    async def story(world: World):
        await world.sign_in("ash")
        address = f"{world.api}/digest"
        before = (await world.client.get(address)).json()

        assert (await world.client.put(address, json=WANTED)).status_code == 204
        kept = (await world.client.get(address)).json()
        assert (await world.client.request("DELETE", address, json={})).status_code == 204

        assert before == {"address": "", "language": "", "weekday": None, "hour": None}
        assert kept == {**before, **WANTED}
        assert (await world.client.get(address)).json() == before

    tell(story)


def test_one_members_address_is_not_shown_to_another(tell):
    async def story(world: World):
        await world.sign_in("ash")
        await world.client.put(f"{world.api}/digest", json=WANTED)
        world.client.cookies.clear()
        await world.sign_in("beech")

        assert (await world.client.get(f"{world.api}/digest")).json()["address"] == ""
        await world.client.request("DELETE", f"{world.api}/digest", json={})
        world.client.cookies.clear()
        await world.sign_in("ash")
        assert (await world.client.get(f"{world.api}/digest")).json()["address"] == WANTED["address"]

    tell(story)


@pytest.mark.parametrize(
    "address",
    [
        "ash",
        "ash@",
        "@post.example",
        "ash@post.example\r\nBcc: all@post.example",
        "ash@post.example, beech@post.example",
        "Ash <ash@post.example>",
        "äsh@post.example",
        "a\u017fh@post.example",
        "ash@\u212aelvin.example",
        f"{'a' * 65}@post.example",
        f"ash@{'a.' * 130}example",
    ],
)
def test_what_is_no_address_is_refused_and_not_repeated(tell, address):
    async def story(world: World):
        await world.sign_in("ash")

        answer = await world.client.put(f"{world.api}/digest", json={**WANTED, "address": address})

        assert answer.status_code in (400, 422)
        assert "post.example" not in answer.text
        assert (await world.client.get(f"{world.api}/digest")).json()["address"] == ""

    tell(story)


def test_a_language_nobody_offers_is_refused(tell):
    async def story(world: World):
        await world.sign_in("ash")

        answer = await world.client.put(f"{world.api}/digest", json={**WANTED, "language": "ar-XB"})

        assert (answer.status_code, answer.json()["code"]) == (422, "bad-entry")

    tell(story)


def test_the_process_that_serves_sends_what_is_due(database_url, monkeypatch):
    found(database_url)
    monkeypatch.setenv("CANDOUR_DATABASE_URL", database_url)
    words = ["digest", "time", NAME, "--weekday", "friday"]
    assert CliRunner().invoke(main, words).exit_code == 0
    postbox = Postbox()

    async def story(world: World) -> None:
        await world.sign_in("ash")
        await world.client.put(f"{world.api}/digest", json=WANTED)
        world.clock.now = NOON + timedelta(days=14)
        for _ in range(2):
            world.app.state.scheduler.run_once()

    with served(postbox) as port:
        settings = {"host": HOST, "port": port, "security": "none", "sender": "candour@harbour.example"}
        act(database_url, story, **{f"smtp_{name}": value for name, value in settings.items()})

    assert [mail.to for mail in postbox.kept] == [(WANTED["address"],)]
    assert "Candour" in postbox.kept[0].words
