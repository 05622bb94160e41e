"""Chart specifications as pictures for paper: SVG and PNG, the same bytes each time.

Drawn by the same Vega as in the browser, inside this process, from the specification's own data. Loads
nothing: a specification that names a place is refused.
"""

from json import dumps

from service.charts.words import WHOLE, Spec

WIDTH, NARROW, HEIGHT = 720, 340, 280
"""A whole chart's width on paper and on a phone, where no page gives it one; the height it is drawn in."""
ROOM = 24
"""Left free at each side, and half of it below: whoever opens it may have wider letters than measured."""
FIT = {"type": "fit-x", "contains": "padding"}
VEGA_LITE = "6.4"
SHARPNESS = 1.5


def draw_svg(spec: Spec, width: int = WIDTH) -> str:
    """A chart as SVG, in the fonts of whoever opens it. ValueError for one that would load something."""
    # Its import loads a whole script engine: only whoever prints waits for it.
    import vl_convert

    sides = {"left": ROOM, "right": ROOM, "top": 5, "bottom": ROOM // 2}
    whole = {"name": WHOLE, "value": width - 2 * ROOM}
    size = {"width": width, "height": HEIGHT, "autosize": FIT, "padding": sides, "params": [whole]}
    text = dumps({**spec, **size})
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
