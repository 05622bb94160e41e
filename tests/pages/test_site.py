"""The page for what went wrong: kind words, and a way back that names nobody."""

from tests.world import World

HTML = {"accept": "text/html"}


def test_an_address_nobody_knows_leads_back_to_the_start_of_its_organisation(tell):
    async def story(world: World):
        await world.client.get(f"/o/{world.name}/")

        answer = await world.client.get(f"/o/{world.name}/nowhere", headers=HTML)

        assert answer.status_code == 404
        assert f'<a class="govuk-link" href="/o/{world.name}/">' in answer.text

    tell(story)


def test_an_organisation_that_is_not_here_is_not_repeated_on_the_page(tell):
    async def story(world: World):
        for address in ("/o/nobody/", "/o/nobody/nowhere", "/nowhere"):
            answer = await world.client.get(address, headers=HTML)

            assert answer.status_code == 404
            assert "nobody" not in answer.text and "nowhere" not in answer.text
            assert "govuk-link" not in answer.text

    tell(story)
