"""The process that draws: python -I child.py FORM PLACE..., the sheet as JSON on standard input, the file on standard
output."""

from __future__ import annotations

import json
import sys

MEMORY_BYTES, SECONDS = 1024 * 1024 * 1024, 40
DRAWN, FAILED = b"OK\n", b"NO\n"


def limit() -> None:
    """Bound memory that is written to: the browser's engine sets aside sixty gigabytes of addresses that it never
    uses."""
    try:
        import resource
    except ImportError:
        return
    for kind, most in (("RLIMIT_DATA", MEMORY_BYTES), ("RLIMIT_CPU", SECONDS), ("RLIMIT_CORE", 0)):
        try:
            resource.setrlimit(getattr(resource, kind), (most, most))
        except (OSError, ValueError):
            continue


def drawing(form: str, text: bytes) -> bytes:
    """The file. Nothing is fetched: the spec holds its data, the page's markup its own picture."""
    import vl_convert

    from data.export.drawing import layout, lettering, paper
    from data.export.drawing.sheet import MapSheet

    sheet = MapSheet.from_json(text)
    vl_convert.register_font_directory(str(lettering.FOLDER))
    picture = layout.page_picture(sheet) if form == "pdf" else layout.whole_picture(sheet)
    spec = json.dumps(picture.spec(paper.picture_in_words(sheet)))
    svg: str = vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])
    if form == "svg":
        return svg.encode()
    if form == "png":
        return bytes(vl_convert.svg_to_png(svg, scale=2.0))
    import typst

    # No font but the two: where a letter is missing from both, a box shows it.
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(lettering.FOLDER)])
    words = {"words": paper.page_words(sheet), "picture": svg}
    page = typst.Compiler(paper.MARKUP.read_bytes(), font_paths=fonts, sys_inputs=words).compile(format="pdf")
    if not isinstance(page, bytes):
        raise TypeError("a page is one file")
    return page


def main() -> None:
    form, *places = sys.argv[1:]
    sys.path.extend(places)
    from data.parsing.child import deny

    deny()
    limit()
    try:
        said = DRAWN + drawing(form, sys.stdin.buffer.read())
    except BaseException:
        # Of what an engine says, nothing is passed on.
        said = FAILED
    sys.stdout.buffer.write(said)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
