"""What the form without script shows: the questions with what was typed, and what will be sealed."""

from dataclasses import dataclass, field

from service.domain.routing import Directory, choose_circle
from service.pages.plain_form import PlainForm
from service.pages.reporter import ENGINE_READS, group_factors, offer_kinds, offer_units
from service.pages.views import Frame, Option, OptionGroup, PageView, options_of
from service.taxonomy import taxonomy
from service.terms import Circle
from service.text.analysis import Analysis
from service.text.engine import analyse, scrub


@dataclass(frozen=True, slots=True)
class Problem:
    """Something to mend, and the field to go to."""

    field: str
    words: str


@dataclass(frozen=True, slots=True)
class Questions:
    """The closed questions, in the words of the page's language."""

    kinds: tuple[Option, ...]
    units: tuple[Option, ...]
    factor_groups: tuple[OptionGroup, ...]
    potentials: tuple[Option, ...]
    spreads: tuple[Option, ...]
    role_groups: tuple[Option, ...]


@dataclass(frozen=True, kw_only=True)
class PlainView(PageView):
    """The questions, and whatever was typed and chosen before."""

    form: PlainForm = field(repr=False)
    questions: Questions
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text as the circle will read it; `was` is what a mask stands for."""

    text: str = field(repr=False)
    was: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Mark:
    """A mask, or words that may be an identifier, and whether it is ticked."""

    stretch: str
    words: str = field(repr=False)
    replacement: str
    fixed: bool
    ticked: bool


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A factor the text speaks for, and the words that do."""

    code: str
    label: str
    evidence: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class CheckView(PageView):
    """What the circle will read, what was masked in it, and what the engine would ask.

    `reads_along`: the engine knows the language; where it does not, it masks what it can and asks nothing.
    """

    form: PlainForm = field(repr=False)
    pieces: tuple[Piece, ...] = field(repr=False)
    masked: tuple[Mark, ...] = field(repr=False)
    maybe: tuple[Mark, ...] = field(repr=False)
    suggestions: tuple[Suggestion, ...]
    question: str
    about_self: bool
    reads_along: bool
    circle: Circle
    chosen: tuple[str, ...]


def view_plain(
    directory: Directory, form: PlainForm, frame: Frame, problems: tuple[Problem, ...] = ()
) -> PlainView:
    """The form of an organisation, filled in as it came."""
    said = tuple(Problem(problem.field, frame.language.say(problem.words)) for problem in problems)
    return PlainView(
        title=frame.language.say("Tell it without script"),
        organisation=directory.organisation.name,
        frame=frame,
        form=form,
        questions=_questions(directory, frame),
        problems=said,
    )


def view_check(directory: Directory, form: PlainForm, frame: Frame) -> CheckView:
    """The text as it would be sealed now, with every mask named."""
    found = analyse(form.narrative)
    circle = choose_circle(form.factors, directory)
    reads_along = frame.language in ENGINE_READS
    blame = found.blame[0] if found.blame and reads_along else None
    suggests = reads_along and not form.factors and not directory.door.suggestions_off
    labels = {factor.code: factor.label for factor in taxonomy(frame.language).factors}
    return CheckView(
        title=frame.language.say("Check what will be sent"),
        organisation=directory.organisation.name,
        frame=frame,
        form=form,
        pieces=_pieces(form),
        masked=_masked(form, found),
        maybe=_maybe(form, found),
        suggestions=_suggestions(found, labels) if suggests else (),
        question="" if blame is None else frame.language.say(blame.question),
        about_self=blame is not None and blame.target == "self",
        reads_along=reads_along,
        circle=directory.receiving[circle],
        chosen=tuple(labels[code] for code in form.factors),
    )


def _questions(directory: Directory, frame: Frame) -> Questions:
    lists, language = taxonomy(frame.language), frame.language
    return Questions(
        kinds=offer_kinds(lists),
        units=offer_units(directory, language),
        factor_groups=group_factors(lists),
        potentials=options_of(lists.potentials),
        spreads=(*options_of(lists.spreads), Option("", language.say("I don’t know"))),
        role_groups=options_of(lists.role_groups),
    )


def _pieces(form: PlainForm) -> tuple[Piece, ...]:
    pieces, last = [], 0
    for span in scrub(form.narrative, form.decisions).replaced:
        pieces += [
            Piece(form.narrative[last : span.start]),
            Piece(span.replacement, form.narrative[span.start : span.end]),
        ]
        last = span.end
    return tuple(piece for piece in (*pieces, Piece(form.narrative[last:])) if piece.text)


def _masked(form: PlainForm, found: Analysis) -> tuple[Mark, ...]:
    return tuple(
        Mark(
            stretch=f"{span.start}-{span.end}",
            words=form.narrative[span.start : span.end],
            replacement=span.replacement,
            fixed=span.fixed,
            ticked=f"{span.start}-{span.end}" in form.kept,
        )
        for span in found.masked
    )


def _maybe(form: PlainForm, found: Analysis) -> tuple[Mark, ...]:
    return tuple(
        Mark(
            stretch=f"{span.start}-{span.end}",
            words=form.narrative[span.start : span.end],
            replacement="",
            fixed=False,
            ticked=f"{span.start}-{span.end}" in form.hidden,
        )
        for span in found.maybe
    )


def _suggestions(found: Analysis, labels: dict[str, str]) -> tuple[Suggestion, ...]:
    return tuple(Suggestion(one.code, labels[one.code], ", ".join(one.evidence)) for one in found.factors)
