"""Renders a page from one frozen view.

Templates decide nothing and receive nothing else: what a page shows is in its view, and tested there.
"""

import re
from collections.abc import Callable
from dataclasses import is_dataclass
from functools import cache

from fastapi.responses import HTMLResponse
from jinja2 import ChainableUndefined, ChoiceLoader, Environment, PackageLoader, PrefixLoader
from markupsafe import Markup, escape

from service.languages import ENGLISH, Language, Text
from service.pages.assets import Asset, built_assets
from service.pages.views import PageView

PRIVATE = {"Cache-Control": "no-store"}
READS_ALONG = "candour-reads-along"
"""Marks a page that may start the text engine's worker: the outermost ring turns it into a policy."""
INDENTATION = re.compile(r"\s*\n\s*")
"""Macros leave a quarter of a page in indentation. No template prints preformatted text."""


def _asset(logical: str) -> Asset:
    return built_assets().asset(logical)


def _callables(language: Language) -> tuple[Callable[..., Markup], Callable[..., Markup]]:
    """What `_()` and `{% trans %}` call; what fills a text is said in the same language, and escaped."""

    def gettext(text: str, /, **parts: object) -> Markup:
        return Markup(language.catalogue.gettext(text)) % language.fill(parts)  # noqa: S704 - a text of ours

    def ngettext(one: str, many: str, number: int, /, **parts: object) -> Markup:
        said = Markup(language.catalogue.ngettext(one, many, number))  # noqa: S704 - a text of ours
        return said % language.fill({"num": number, **parts})

    return gettext, ngettext


def _words_asset(script: str, language: Language) -> Asset | None:
    """What a script says in a language; none where that is English, which is in the script itself."""
    if language == ENGLISH:
        return None
    return built_assets().named.get(f"{script.removesuffix('.js')}.{language.code}.json")


def verbatim(text: str) -> Markup:
    """What somebody wrote, its line ends as references: the page's own indentation is taken out."""
    return Markup(str(escape(text)).replace("\n", "&#10;"))  # noqa: S704 - escaped just before


@cache
def environment(language: Language = ENGLISH) -> Environment:
    """The Jinja environment of a language; autoescape on, govuk-frontend's macros under their own prefix.

    `_()` says a text of ours, which may hold markup: only what fills its placeholders is escaped. So it takes
    a literal and never a variable; a test looks.
    """
    made = Environment(
        loader=ChoiceLoader(
            [
                PackageLoader("service", "templates"),
                PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja", "templates")}),
            ]
        ),
        autoescape=True,
        # govuk-frontend-jinja asks for attributes of options that were not given.
        undefined=ChainableUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
        finalize=lambda value: value.said_in(language) if isinstance(value, Text) else value,
    )
    made.policies["ext.i18n.trimmed"] = True
    made.newstyle_gettext = True  # type: ignore[attr-defined]
    made.globals["gettext"], made.globals["ngettext"] = _callables(language)
    made.globals["asset"] = _asset
    made.globals["words_asset"] = _words_asset
    made.filters["verbatim"] = verbatim
    return made


def render(template: str, view: PageView, status: int = 200) -> HTMLResponse:
    """The page, kept by no cache. TypeError if the view could still change."""
    if not (is_dataclass(view) and view.__dataclass_params__.frozen):  # type: ignore[attr-defined]
        raise TypeError("a view is a frozen dataclass")
    html = environment(view.language).get_template(template).render(view=view)
    headers = {"Content-Language": view.language.tag, "Vary": "Accept-Language", **PRIVATE}
    return HTMLResponse(INDENTATION.sub("\n", html), status_code=status, headers=headers)
