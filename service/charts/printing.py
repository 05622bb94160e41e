"""Chart specifications as pictures for paper: SVG and PNG, the same bytes each time.

Drawn by the same Vega as in the browser, inside this process, from the specification's own data. Loads
nothing: a specification that names a place is refused.
"""

from json import dumps

from service.charts.words import Spec

WIDTH, HEIGHT = 640, 280
"""The size a chart has on paper, where no page gives it its width."""
VEGA_LITE = "6.4"
SHARPNESS = 1.5


def draw_svg(spec: Spec) -> str:
    """A chart as SVG, in the fonts of whoever opens it. ValueError for one that would load something."""
    # Its import loads a whole script engine: only whoever prints waits for it.
    import vl_convert

    text = dumps({**spec, "width": WIDTH, "height": HEIGHT})
    if '"url"' in text:
        # The converter allows no address elsewhere, but would read a file of this machine.
        raise ValueError("charts load nothing")
    drawn: str = vl_convert.vegalite_to_svg(text, vl_version=VEGA_LITE, allowed_base_urls=[])
    return drawn


def draw_png(svg: str) -> bytes:
    """The same picture in pixels, with the fonts that come with the converter."""
    import vl_convert

    drawn: bytes = vl_convert.svg_to_png(svg, scale=SHARPNESS)
    return drawn
