"""Renders a page from one frozen view.

Templates decide nothing and receive nothing else: what a page shows is in its view, and tested there.
"""

import re
from dataclasses import is_dataclass
from functools import cache

from fastapi.responses import HTMLResponse
from jinja2 import ChainableUndefined, ChoiceLoader, Environment, PackageLoader, PrefixLoader

from service.pages.assets import Asset, built_assets
from service.pages.views import PageView

PRIVATE = {"Cache-Control": "no-store"}
INDENTATION = re.compile(r"\s*\n\s*")
"""Macros leave a quarter of a page in indentation. No template prints preformatted text."""


def _asset(logical: str) -> Asset:
    return built_assets().asset(logical)


@cache
def environment() -> Environment:
    """The one Jinja environment; autoescape on, govuk-frontend's macros under their own prefix."""
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
    )
    made.globals["asset"] = _asset
    return made


def render(template: str, view: PageView, status: int = 200) -> HTMLResponse:
    """The page, kept by no cache. TypeError if the view could still change."""
    if not (is_dataclass(view) and view.__dataclass_params__.frozen):  # type: ignore[attr-defined]
        raise TypeError("a view is a frozen dataclass")
    html = environment().get_template(template).render(view=view)
    return HTMLResponse(INDENTATION.sub("\n", html), status_code=status, headers=PRIVATE)
