"""Two-way sealed messages over the API: told, read, answered, rotated, refused, deleted."""

from base64 import b64encode
from datetime import timedelta

from service.client.messages import MessageKind, Outcome
from service.crypto.keys import KeyPair
from service.crypto.messages import MAILBOX_BYTES, MESSAGE_BYTES
from tests.api.test_reports import rotate
from tests.talk import Reporter, begin
from tests.world import World


def code_of(answer) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def test_a_reporter_and_a_circle_write_to_each_other_and_each_opens_what_is_theirs(tell):
    async def story(world: World):
        reporter, circle = await begin(world)

        assert (await reporter.write("It happened again.", asks=True)).status_code == 202
        assert (await circle.reply("", MessageKind.THANKS)).status_code == 202
        await circle.reply("We moved the box.", MessageKind.OUTCOME, Outcome.CHANGED)
        box = await reporter.look()

        assert [(one.place, one.kind, one.text) for one in box.replies] == [
            (2, MessageKind.THANKS, ""),
            (3, MessageKind.OUTCOME, "We moved the box."),
        ]
        assert (box.standing, box.asked, box.room, box.replies[1].outcome) == (
            "concluded", True, 15, Outcome.CHANGED,
        )  # fmt: skip
        assert [one.text for one in await circle.read()] == ["It happened again.", "", "We moved the box."]

    tell(story)


def test_a_report_is_received_then_read_then_in_a_theme_then_concluded_and_never_goes_back(tell):
    async def story(world: World):
        reporter, circle = await begin(world)
        seen = [(await reporter.look()).standing]
        coding = {"factors": ["digital-systems"], "version": 1}
        await world.client.put(circle.address.replace("/dialogue", "/factors"), json=coding)
        seen.append((await reporter.look()).standing)
        for kind in (MessageKind.THEME, MessageKind.WORDS, MessageKind.OUTCOME, MessageKind.THEME):
            await circle.reply("Words.", kind)
            seen.append((await reporter.look()).standing)

        assert seen == ["received", "read", "in-theme", "in-theme", "concluded", "concluded"]

    tell(story)


def test_the_same_bytes_twice_are_kept_once_in_both_directions(tell):
    async def story(world: World):
        reporter, circle = await begin(world)
        sealed = reporter.holder.write("Once.", await reporter.look(), "2026-W48", await world.directory())
        body = {**reporter.holder.secret, "message": b64encode(sealed).decode(), "asks": False}

        answers = [await reporter.ask("messages", body) for _ in range(3)]

        assert [answer.status_code for answer in answers] == [202] * 3
        assert len(await circle.read()) == 1

    tell(story)


def test_a_message_to_a_retired_key_is_refused_with_the_current_one_and_sealed_again_arrives(tell):
    async def story(world: World):
        reporter, circle = await begin(world)
        old = await world.directory()
        current = rotate(world)
        box = await reporter.look()
        stale = reporter.holder.write("Again.", box, "2026-W48", old)
        body = {**reporter.holder.secret, "message": b64encode(stale).decode(), "asks": False}

        refused = await reporter.ask("messages", body)
        renewed = await reporter.write("Again.")

        assert (*code_of(refused), refused.json()["key_id"]) == (409, "retired-key", current)
        assert renewed.status_code == 202
        circle.pair = KeyPair.from_seed(b"\7" * 32)
        assert [one.text for one in await circle.read()] == ["Again."]

    tell(story)


def test_what_is_no_message_an_unknown_receipt_and_a_full_dialogue_are_refused_by_name(tell):
    async def story(world: World):
        reporter, circle = await begin(world)
        wrong = {**reporter.holder.secret, "message": b64encode(bytes(MESSAGE_BYTES)).decode(), "asks": False}
        short = {**wrong, "message": b64encode(bytes(12)).decode()}
        unknown = {"lookup": "0" * 32, "token": "0" * 64}
        half = {**reporter.holder.secret, "token": "0" * 64}

        assert code_of(await reporter.ask("messages", wrong)) == (422, "malformed-envelope")
        assert code_of(await reporter.ask("messages", short)) == (422, "malformed-request")
        for secret in (unknown, half):
            body = {**wrong, **secret}
            assert code_of(await reporter.ask("messages", body)) == (404, "unknown-receipt")
            assert code_of(await reporter.ask("ask", secret)) == (404, "unknown-receipt")
            assert (await reporter.ask("delete", secret)).status_code == 204
        for _ in range(8):
            assert (await circle.reply("Words.")).status_code == 202
        assert code_of(await circle.reply("One too many.")) == (409, "dialogue-full")
        assert len((await reporter.look()).replies) == 8

    tell(story)


def test_a_mailbox_has_one_size_whatever_is_in_it_and_is_sealed_anew_each_time(tell):
    async def story(world: World):
        reporter, circle = await begin(world)
        seen = [await reporter.ask("open"), await reporter.ask("open")]
        for _ in range(8):
            await circle.reply("Δ" * 900)
        seen += [
            await reporter.ask("open"),
            await reporter.ask("open", {"lookup": "1" * 32, "token": "2" * 64}),
        ]

        assert {(one.status_code, len(one.content)) for one in seen} == {(200, len(seen[0].content))}
        assert len({one.content for one in seen}) == 4
        assert len(seen[0].json()["mailbox"]) == -(-MAILBOX_BYTES // 3) * 4

    tell(story)


def test_deleting_everything_takes_the_report_out_of_the_queue_and_the_receipt_back_to_nothing(tell):
    async def story(world: World):
        reporter, circle = await begin(world)
        await reporter.write("It happened again.", asks=True)
        await circle.reply("Thank you.")

        answer = await reporter.ask("delete")
        again = await reporter.ask("delete")

        assert (answer.status_code, again.status_code) == (204, 204)
        queue = (await world.client.get(f"{world.api}/circles/tools/reports")).json()
        assert queue["reports"] == []
        assert (await world.client.get(circle.address)).status_code == 404
        assert code_of(await reporter.ask("ask")) == (404, "unknown-receipt")

    tell(story)


def test_clocks_count_thanks_within_a_week_and_answers_within_ninety_days(tell):
    async def story(world: World):
        made = [await begin(world) for _ in range(4)]
        asked = f"{world.api}/circles/tools/clocks"
        await made[0][1].reply("", MessageKind.THANKS)
        await made[1][1].reply("We tried it.")
        await made[1][0].write("Thank you.")
        fresh = (await world.client.get(asked)).json()
        world.clock.now += timedelta(days=8)
        await world.sign_in("ash")
        await made[2][1].reply("", MessageKind.THANKS)
        world.clock.now += timedelta(days=90)
        await world.sign_in("ash")
        await made[0][1].reply("Late, and still.")
        later = (await world.client.get(asked)).json()

        assert fresh["thanks"] == {"days": 7, "in_time": 2, "due": 2, "overdue": 0, "open": 2}
        assert fresh["answers"] == {"days": 90, "in_time": 1, "due": 1, "overdue": 0, "open": 3}
        assert [one["report"] for one in fresh["waiting"]] == [made[1][1].report]
        assert later["thanks"] == {"days": 7, "in_time": 2, "due": 4, "overdue": 1, "open": 0}
        assert later["answers"] == {"days": 90, "in_time": 1, "due": 4, "overdue": 2, "open": 0}

    tell(story)


def test_a_member_of_another_circle_sees_no_dialogue_and_can_send_nothing_into_it(tell):
    async def story(world: World):
        _, circle = await begin(world)
        body = {
            "kind": "thanks",
            **dict.fromkeys(("message", "copy_for_circle"), b64encode(bytes(3201)).decode()),
        }
        assert (await world.sign_in("damson")).status_code == 200

        for address in (circle.address, circle.address.replace("/tools/", "/general/")):
            assert (await world.client.get(address)).status_code in {403, 404}
            assert (await world.client.post(address, json=body)).status_code in {403, 404}

    tell(story)


def test_what_somebody_without_the_thread_puts_into_a_mailbox_is_shown_to_nobody(tell):
    async def story(world: World):
        reporter, circle = await begin(world)
        circle.thread = "00" * 32
        assert (await circle.reply("Please tell us your name.")).status_code == 202

        assert (await reporter.look()).replies == ()

    tell(story)


def test_a_secret_of_one_organisation_opens_nothing_in_another(tell):
    async def story(world: World):
        reporter, _ = await begin(world)
        answer = await world.client.post("/api/v1/o/nowhere/dialogues/open", json=reporter.holder.secret)

        assert code_of(answer) == (404, "unknown-organisation")
        elsewhere = Reporter.of(world, await world.seal())
        assert elsewhere.holder.keys.lookup != reporter.holder.keys.lookup

    tell(story)
