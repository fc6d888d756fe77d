"""The program that draws a map: a Vega-Lite specification on standard input, an SVG, PNG or PDF on standard output.

Started by map_drawing.py with the format, the zoom and the folder of fonts. Nothing is fetched: the specification holds
its data, and no address is allowed.
"""

import sys

import vl_convert


def main(form: str, zoom: str, fonts: str) -> None:
    vl_convert.register_font_directory(fonts)
    svg = vl_convert.vegalite_to_svg(sys.stdin.buffer.read().decode(), allowed_base_urls=[])
    if form == "png":
        made = vl_convert.svg_to_png(svg, scale=float(zoom))
    elif form == "pdf":
        made = vl_convert.svg_to_pdf(svg)
    else:
        made = svg.encode()
    sys.stdout.buffer.write(made)


if __name__ == "__main__":
    main(*sys.argv[1:])
