"""The guide on paper: without what is only for clicking, a card whole on its sheet, letters for reading at a desk.

Belongs here: the style. Does not: choosing all parts (guide_parts.py).
"""

from __future__ import annotations

from pages.ui.format import markup

_STYLE = """<style>@media print {{
  @page {{ margin: 12mm }}
  [data-testid=stSidebar], [data-testid=stHeader], [data-testid=stButtonGroup], [data-testid=stPageLink] {{ display: none !important }}
  [data-testid=stMainBlockContainer] {{ padding: 0 !important; max-width: none !important }}
  [data-testid=stMarkdownContainer] {{ font-size: 11pt !important; line-height: 1.35 !important }}
  [data-testid=stMarkdownContainer] td, [data-testid=stMarkdownContainer] th {{ font-size: 9pt; padding: 2pt 4pt !important }}
  [class*=st-key-huong-dan-viec], tr, img {{ break-inside: avoid }}
  h2, h3, thead {{ break-after: avoid }}
}}</style>"""


def show() -> None:
    markup.show(markup.fill_style(_STYLE))
