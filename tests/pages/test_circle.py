"""The circle's page over HTTP: a locked room that holds nothing of any report."""

from tests.world import World


def test_the_page_greets_the_member_and_asks_for_the_passphrase_again(tell):
    async def story(world: World):
        await world.sign_in("ash")

        page = (await world.client.get(f"/o/{world.name}/circle")).text

        assert "Signed in as" in page and ">Ash<" in page
        assert "Unlock" in page

    tell(story)


def test_the_page_is_the_same_byte_for_byte_whatever_was_reported(tell):
    async def story(world: World):
        await world.sign_in("ash")
        before = await world.client.get(f"/o/{world.name}/circle")

        sealed = await world.submit("The lift was out again.")

        after = await world.client.get(f"/o/{world.name}/circle")
        nonces = [
            page.headers["content-security-policy"].split("'nonce-")[1].split("'")[0]
            for page in (before, after)
        ]
        assert before.text.replace(nonces[0], "") == after.text.replace(nonces[1], "")
        assert sealed.body["report"] not in after.text

    tell(story)


def test_the_page_holds_neither_the_locked_key_nor_a_wrapped_one(tell):
    async def story(world: World):
        await world.sign_in("ash")
        me = (await world.client.get(f"{world.api}/me")).json()

        page = (await world.client.get(f"/o/{world.name}/circle")).text

        assert me["locked_key"] not in page and me["person"] not in page

    tell(story)
