"""How much of a file of borders is read, and by how much it may differ from what is known."""

# One more than the country has communes, and room for the cut-off scraps that GIS programs leave.
MOST_FEATURES = 12_000
# 20 MB hold about as many; what is shaped afterwards is the province's part alone.
MOST_VERTICES = 1_200_000
MOST_SHAPED_VERTICES = 400_000
MOST_PROPERTIES = 60
LONGEST_TEXT = 200

# A layer is sent to every browser: 9 000 positions are about 200 kB.
MOST_KEPT_VERTICES = 9_000
MOST_KEPT_BYTES = 220_000
# 0,1 m: finer than any survey of the province, and the same number for both sides of a border.
DECIMALS = 6

# Longitude and latitude of the country, with Hoàng Sa and Trường Sa, and of the province with some 10 km around it.
COUNTRY = (102.0, 6.0, 118.0, 24.0)
PROVINCE = (105.6, 20.25, 106.3, 20.85)

# Published areas are rounded and measured otherwise: the portal's polygons differ by up to 2 %.
AREA_DOUBT = 0.05
AREA_REFUSED = 0.15

# A strip between two units as narrow as this is the trace of two hands drawing one border.
SLIVER_METRES = 25.0
SLIVER_M2 = 50_000.0
# A wider hole may be a lake that no unit owns; a larger one is a unit or a piece that is missing.
HOLE_REFUSED = 0.01
# Closing slivers may move a border, not a unit.
MOVED_REFUSED = 0.005
# Of a unit, what must lie in its district as the schematic map has it, whose borders are up to 2 km off.
AT_HOME = 0.25
