"""The door over HTTP: what it asks for, where it leads, what it never holds."""

from tests.pages.test_reporter import Fields, page_of
from tests.world import World, passphrase


def test_the_door_asks_for_a_name_and_a_passphrase_and_would_send_neither_without_its_script(tell):
    async def story(world: World):
        seen = Fields(await page_of(world, "/sign-in")).seen

        inputs = {attributes.get("name"): attributes for tag, attributes in seen if tag == "input"}
        assert set(inputs) == {"handle", "passphrase"}
        assert inputs["passphrase"]["type"] == "password"
        forms = [attributes for tag, attributes in seen if tag == "form"]
        assert [form.get("method") for form in forms] == ["dialog"]
        assert all("action" not in form for form in forms)

    tell(story)


def test_somebody_who_is_not_signed_in_is_shown_the_door(tell):
    async def story(world: World):
        for place in ("circle", "steward", "leader"):
            answer = await world.client.get(f"/o/{world.name}/{place}", headers={"accept": "text/html"})

            assert answer.status_code == 303, place
            assert answer.headers["location"] == f"/o/{world.name}/sign-in"

    tell(story)


def test_the_door_of_a_single_organisation_is_at_the_short_address(tell):
    async def story(world: World):
        answer = await world.client.get("/circle", headers={"accept": "text/html"})

        assert answer.status_code == 303 and answer.headers["location"] == "/sign-in"
        assert (await world.client.get("/sign-in")).status_code == 200

    tell(story, organisation="harbour")


def test_every_role_opens_its_own_page_and_no_other(tell):
    async def story(world: World):
        homes = {"ash": "circle", "leader": "leader", "steward": "steward"}
        for handle, home in homes.items():
            signed_in = (await world.sign_in(handle)).json()
            assert signed_in["next"] == f"/o/{world.name}/{home}"
            for place in homes.values():
                answer = await world.client.get(f"/o/{world.name}/{place}")
                assert answer.status_code == (200 if place == home else 403), (handle, place)

    tell(story)


def test_pages_for_staff_are_kept_by_no_cache_and_hold_no_passphrase(tell):
    async def story(world: World):
        await world.sign_in("ash")
        for place in ("sign-in", "circle"):
            answer = await world.client.get(f"/o/{world.name}/{place}")

            assert answer.headers["cache-control"] == "no-store"
            assert passphrase("ash") not in answer.text
            assert "set-cookie" not in answer.headers

    tell(story)


def test_the_policy_of_a_staff_page_allows_no_inline_script_and_no_trusted_type(tell):
    async def story(world: World):
        answer = await world.client.get(f"/o/{world.name}/sign-in")

        policy = answer.headers["content-security-policy"]
        assert "trusted-types candour-text" in policy and "unsafe" not in policy
        seen = Fields(answer.text).seen
        assert all("src" in attributes for tag, attributes in seen if tag == "script")
        assert not [tag for tag, attributes in seen if tag == "style" or "style" in attributes]

    tell(story)
