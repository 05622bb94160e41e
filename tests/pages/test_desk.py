"""The writing desk in a real browser: hides in place, asks once, suggests, shows what is sealed."""

import pytest
from playwright.sync_api import Page, expect

from service.terms import Door
from tests.pages.desk import BLAMING, NAMED, PAUSE, SELF_BLAME, hold_key, opened, switch, write_slowly
from tests.pages.form import open_form, send, stored
from tests.pages.live import Live

pytestmark = pytest.mark.journey


def ready(page: Page, live: Live) -> None:
    """The form, and the engine at work."""
    open_form(page, live)
    expect(page.locator("#reading-status")).not_to_contain_text("getting ready")


def test_names_and_contacts_are_hidden_in_place_and_what_is_previewed_is_what_is_sealed(
    live: Live, page: Page
):
    hold_key(live, "general")
    posts = []
    page.on("request", lambda request: posts.append(request) if request.method == "POST" else None)
    ready(page, live)

    write_slowly(page, NAMED)
    preview = page.inner_text("#reading-preview")
    send(page)

    sealed = opened(posts[-1])
    assert "Whitlock" not in preview and "900123" not in preview
    assert sealed["narrative"] == preview
    assert stored(live) == 1


def test_the_models_that_helped_and_what_they_suggested_are_sealed_with_the_words(live: Live, page: Page):
    hold_key(live, "tools")
    posts = []
    page.on("request", lambda request: posts.append(request) if request.method == "POST" else None)
    ready(page, live)
    write_slowly(page, "The computer system froze twice, the login failed and the screen went blank.")
    expect(page.locator("#suggested")).to_be_visible()
    expect(page.locator("#suggested")).to_contain_text("Because you wrote")

    page.get_by_role("button", name="Yes, add it: Records and digital systems").click()
    expect(page.locator("#chosen")).to_contain_text("Records and digital systems")
    expect(page.locator("#destination-circle")).to_contain_text("Tools circle")
    send(page)

    aids = opened(posts[-1])["aids"]
    assert "digital-systems" in aids["suggested"]
    assert [version.split("-")[0] for version in aids["versions"]] == ["ids", "factors", "blame"]
    assert "aids" not in (posts[-1].post_data or "")


def test_a_name_is_given_back_with_one_tap_and_a_contact_never(live: Live, page: Page):
    ready(page, live)
    write_slowly(page, NAMED)

    page.locator("#reading-decided .candour-word", has_text="Sandra").get_by_role("button").click()

    expect(page.locator("#reading-preview")).to_contain_text("Sandra")
    expect(page.locator("#reading-status")).to_contain_text("stays as you wrote it")
    contact = page.locator("#reading-decided .candour-word", has_text="07700 900123")
    expect(contact).to_contain_text("always hidden")
    expect(contact.get_by_role("button")).to_have_count(0)
    assert page.input_value("#narrative") == NAMED


def test_what_the_engine_missed_can_be_selected_and_hidden(live: Live, page: Page):
    ready(page, live)
    write_slowly(page, "The hoist by the blue door broke.")

    page.evaluate("document.getElementById('narrative').setSelectionRange(17, 26)")
    page.click("#hide-selection")

    expect(page.locator("#reading-preview")).to_have_text("The hoist by the [removed] broke.")


def test_one_question_turns_towards_conditions_and_can_be_put_away_for_good(live: Live, page: Page):
    ready(page, live)
    write_slowly(page, BLAMING)
    expect(page.locator("#question")).to_be_hidden()
    page.wait_for_timeout(PAUSE)

    expect(page.locator("#question")).to_be_visible()
    assert page.inner_text("#question-words").endswith("?")
    expect(page.locator("#question-support")).to_be_hidden()
    page.click("#question-dismiss")
    page.type("#narrative", " It was busy.")
    page.wait_for_timeout(PAUSE)

    expect(page.locator("#question")).to_be_hidden()
    assert page.input_value("#narrative") == f"{BLAMING} It was busy."


def test_who_blames_themselves_meets_kindness_and_somewhere_to_turn_first(live: Live, page: Page):
    ready(page, live)
    write_slowly(page, f"{BLAMING} {SELF_BLAME}")
    page.wait_for_timeout(PAUSE)

    expect(page.locator("#question-words")).to_contain_text("You are not on your own")
    expect(page.locator("#question-support")).to_contain_text("Samaritans")


def test_a_refused_suggestion_stays_away_and_the_order_of_chosen_ones_can_be_changed(live: Live, page: Page):
    ready(page, live)
    write_slowly(page, "The computer system froze twice, the login failed and the screen went blank.")
    page.get_by_role("button", name="No: Records and digital systems").click()
    expect(page.locator("#suggested-list")).not_to_contain_text("Records and digital systems")

    page.evaluate("document.querySelectorAll('details').forEach((group) => { group.open = true; })")
    page.check("input[value=culture-voice]")
    page.check("input[value=workload-demand]")
    page.get_by_role("button", name="Put it first: Too much to do safely").click()

    chosen = page.locator("#chosen .candour-word__text").all_inner_texts()
    assert chosen == ["Too much to do safely", "Culture, priorities and being heard"]
    page.get_by_role("button", name="Take it back: Too much to do safely").click()
    assert not page.is_checked("input[value=workload-demand]")


def test_two_prompts_of_a_chosen_factor_help_to_say_more(live: Live, page: Page):
    ready(page, live)
    write_slowly(page, "It was too much.")
    page.click("summary:has-text('People and capacity')")
    page.check("input[value=workload-demand]")

    prompts = page.locator("#prompts-list .candour-word__text").all_inner_texts()
    page.locator("#prompts-list button").first.click()

    assert len(prompts) == 2
    expect(page.locator("#question-words")).to_have_text(prompts[0])
    expect(page.locator("#narrative")).to_be_focused()
    assert page.input_value("#narrative") == "It was too much."


@pytest.mark.parametrize("broken", ["blocked", "changed"])
def test_without_the_engine_the_form_works_and_says_that_nothing_is_hidden(
    live: Live, page: Page, broken: str
):
    page.route(
        "**/static/text-*.js",
        lambda route: route.abort() if broken == "blocked" else route.fulfill(body="postMessage('owned')"),
    )
    hold_key(live, "general")
    posts = []
    page.on("request", lambda request: posts.append(request) if request.method == "POST" else None)
    open_form(page, live)

    expect(page.locator("#reading-status")).to_contain_text("Nothing is hidden for you")
    page.fill("#narrative", NAMED)
    send(page)

    sealed = opened(posts[-1])
    assert sealed["narrative"] == NAMED and "aids" not in sealed


def test_an_engine_that_stops_while_somebody_writes_is_owned_up_to_before_anything_is_sent(
    live: Live, page: Page
):
    page.add_init_script(
        "const post = Worker.prototype.postMessage; let asked = 0;"
        "Worker.prototype.postMessage = function (...all) {"
        " if (++asked > 2) { this.dispatchEvent(new ErrorEvent('error')); return; } post.apply(this, all); };"
    )
    ready(page, live)
    page.fill("#narrative", NAMED)
    page.click("#send")

    expect(page.locator(".govuk-error-summary").or_(page.locator("#reading-status")).first).to_contain_text(
        "Nothing is hidden for you"
    )
    assert stored(live) == 0 or page.locator("#reading-status").inner_text() != ""


def test_an_organisation_that_switched_suggestions_off_still_has_names_hidden(live: Live, page: Page):
    switch(live, Door(suggestions_off=True))
    ready(page, live)
    write_slowly(page, f"{NAMED} {BLAMING} The computer system froze twice and the login failed.")
    page.wait_for_timeout(PAUSE)

    expect(page.locator("#question")).to_be_hidden()
    expect(page.locator("#suggested")).to_be_hidden()
    expect(page.locator("#reading-preview")).not_to_contain_text("Whitlock")


def test_marks_lie_under_their_words_on_a_phone_and_in_a_long_text(live: Live, page: Page):
    ready(page, live)
    write_slowly(
        page, f"{'The hoist was broken and two were away. ' * 12}{NAMED}\n\n{'Nobody knew why. ' * 20}"
    )

    under, box = (
        page.evaluate(
            "sel => { const {width, height} = document.querySelector(sel).getBoundingClientRect();"
            " return [width, height]; }",
            selector,
        )
        for selector in (".candour-desk__under", "#narrative")
    )

    assert under == box
    assert page.evaluate("(({scrollHeight, clientHeight}) => scrollHeight <= clientHeight)(narrative)")


def test_the_engine_reads_in_a_worker_of_checked_bytes_and_ends_with_the_page(live: Live, page: Page):
    ready(page, live)

    assert len(page.workers) == 1 and page.workers[0].url.startswith("blob:")
    page.goto(f"{live.root}/")

    assert page.workers == []


def test_clearing_the_page_forgets_what_was_read_and_decided(live: Live, page: Page):
    ready(page, live)
    write_slowly(page, NAMED)
    send(page)

    assert "Whitlock" not in page.content() and "900123" not in page.content()
