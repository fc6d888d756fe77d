"""Colours of maps that are no class: ink and paper, lines, grounds without a figure, circles.

Belongs here: constants that legend, layers, tiles and palettes share. Does not: fills of classes and hues of a selection
(palettes.py).
"""

INK = "#1B2A3D"
PAPER = "#FFFFFF"
PANEL = "#F4F6F8"
BORDER = "#5B6770"
BLUE = "#1F6FB2"
FALL = "#A65E1A"
MARKED = "#C75B00"
"""New borders over the ones in use."""
NO_DATA = "#E8EBEE"
HATCH = "#7D8893"
ILLUSTRATIVE = "#9A7350"
