/** The walls, floor and ceiling of a room. */

/** @import { Room, WallName } from "./types.js" */
/** @import { Rgb } from "./colour.js" */
/** @import { Uv } from "./quads.js" */
/** @import { Tiles } from "./tiles.js" */
/** @import { Wall } from "./plan.js" */

import { Mesh } from "three";
import { isWarm, linear, lit, mixed, tint } from "./colour.js";
import { addDoorway } from "./doorway.js";
import { ceilingLight, floorLight, skylight, wallLight } from "./light.js";
import { polished, shaded, surface } from "./materials.js";
import { doorHeight, doorsOn, panel, WALLS, wallOf } from "./plan.js";
import { Quads } from "./quads.js";
import { TILE_M } from "./surface.js";

const SKIRTING = { height: 0.1, off: 0.014 };
const PANE_EDGE = 0.06;
const PANE_FIELDS = 4;
const PANE_BAR = 0.02;

/**
 * @param {Room} room
 * @param {Tiles} tiles
 */
export function shell(room, tiles) {
  const walls = WALLS.map((name) => wallMesh(room, name, tiles));
  const [floor, ceiling] = [floorMesh(room, tiles), ceilingMesh(room, tiles)];
  return { walls, floor, ceiling, pane: pane(room), edges: edges(room) };
}

/**
 * @param {Room} room
 * @param {WallName} name
 * @param {Tiles} tiles
 */
function wallMesh(room, name, tiles) {
  const wall = wallOf(room, name);
  const quads = new Quads();
  for (const [left, right, from] of sections(room, wall)) addPlaster(quads, wall, left, right, from);
  return new Mesh(quads.geometry(), surface(linear(room.theme.wall), tiles.plaster, wallLight(room, name)));
}

/**
 * What a wall is built of: pieces from u to u, from v up; over doors from their upper edge.
 *
 * @param {Room} room
 * @param {Wall} wall
 * @returns {[number, number, number][]}
 */
export function sections(room, wall) {
  /** @type {[number, number, number][]} */
  const pieces = [];
  let left = -wall.length / 2;
  for (const { offset, width } of doorsOn(room, wall.name)) {
    pieces.push([left, offset - width / 2, 0], [offset - width / 2, offset + width / 2, doorHeight(room)]);
    left = offset + width / 2;
  }
  return [...pieces, [left, wall.length / 2, 0]];
}

/**
 * @param {Quads} quads
 * @param {Wall} wall
 * @param {number} left
 * @param {number} right
 * @param {number} from
 */
function addPlaster(quads, wall, left, right, from) {
  const places = [[left, from], [right, from], [right, wall.height], [left, wall.height]];
  quads.add(panel(wall, left, right, from, wall.height, 0), {
    uvs: places.map(([u, v]) => /** @type {Uv} */ ([u / TILE_M.plaster, v / TILE_M.plaster])),
    lightUvs: places.map(([u, v]) => /** @type {Uv} */ ([u / wall.length + 0.5, v / wall.height])),
  });
}

/**
 * @param {Room} room
 * @param {Tiles} tiles
 */
function floorMesh(room, tiles) {
  const { width, depth } = room.size;
  const colour = linear(room.theme.floor);
  const warm = isWarm(colour);
  const [across, along] = warm ? TILE_M.wood : [TILE_M.stone, TILE_M.stone];
  const [x, z] = [width / 2, depth / 2];
  const quads = new Quads();
  quads.add([{ x: -x, y: 0, z }, { x, y: 0, z }, { x, y: 0, z: -z }, { x: -x, y: 0, z: -z }], {
    uvs: [[-x / across, -z / along], [x / across, -z / along], [x / across, z / along], [-x / across, z / along]],
  });
  return new Mesh(quads.geometry(), polished(colour, warm ? tiles.wood : tiles.stone, floorLight(room)));
}

/**
 * @param {Room} room
 * @param {Tiles} tiles
 */
function ceilingMesh(room, tiles) {
  const { width, depth, height: y } = room.size;
  const [x, z] = [width / 2, depth / 2];
  const quads = new Quads();
  // Seen from below: the south is where the rows of its light begin.
  quads.add([{ x, y, z }, { x: -x, y, z }, { x: -x, y, z: -z }, { x, y, z: -z }], {
    uvs: [[x, -z], [-x, -z], [-x, z], [x, z]],
    lightUvs: [[1, 0], [0, 0], [0, 1], [1, 1]],
  });
  return new Mesh(quads.geometry(), surface(linear(room.theme.ceiling), tiles.plaster, ceilingLight(room)));
}

/**
 * The pane of light in the ceiling, brightest in its middle, between two bars.
 *
 * @param {Room} room
 */
function pane(room) {
  const { width, depth } = skylight(room);
  const glow = mixed(lit(tint(room.theme.light.kelvin), 1), [1, 1, 1], 0.35);
  const [x, z, y] = [width / 2, depth / 2, room.size.height - 0.006];
  const quads = new Quads();
  const [a, b] = [x + PANE_EDGE, z + PANE_EDGE];
  addLevel(quads, -a, a, -b, b, y, lit(linear(room.theme.ceiling), 0.6));
  const wide = width / PANE_FIELDS;
  for (let i = 0; i < PANE_FIELDS; i++) {
    const [west, east] = [-x + i * wide + PANE_BAR, -x + (i + 1) * wide - PANE_BAR];
    const glows = [east, west].map((at) => lit(glow, 1.02 - 0.1 * (at / x) ** 2));
    // Brightest along the middle: two halves, each dimmer at its outer edge.
    addLevel(quads, west, east, -z, 0, y - 0.004, [...glows, ...dimmed(glows).toReversed()]);
    addLevel(quads, west, east, 0, z, y - 0.004, [...dimmed(glows), ...glows.toReversed()]);
  }
  return new Mesh(quads.geometry(), shaded());
}

/** @param {Rgb[]} colours */
const dimmed = (colours) => colours.map((colour) => lit(colour, 0.9));

/**
 * @param {Quads} quads
 * @param {number} west
 * @param {number} east
 * @param {number} north
 * @param {number} south
 * @param {number} y
 * @param {Rgb | Rgb[]} colours of the corners, from the south-east clockwise
 */
function addLevel(quads, west, east, north, south, y, colours) {
  const corners = [[east, south], [west, south], [west, north], [east, north]].map(([x, z]) => ({ x, y, z }));
  quads.add([corners[0], corners[1], corners[2], corners[3]], { colours });
}

/**
 * Skirtings, and the insides of the doors as far as the middle of the wall.
 *
 * @param {Room} room
 */
function edges(room) {
  const quads = new Quads();
  const light = lit(tint(room.theme.light.kelvin), 0.74);
  const [r, g, b] = mixed(linear(room.theme.wall), [1, 1, 1], 0.18);
  /** @type {Rgb} */
  const paint = [r * light[0], g * light[1], b * light[2]];
  for (const name of WALLS) {
    const wall = wallOf(room, name);
    for (const [left, right, from] of sections(room, wall)) {
      if (from === 0) addSkirting(quads, wall, left, right, paint);
      else addDoorway(quads, room, wall, left, right);
    }
  }
  return new Mesh(quads.geometry(), shaded());
}

/**
 * @param {Quads} quads
 * @param {Wall} wall
 * @param {number} left
 * @param {number} right
 * @param {Rgb} paint
 */
function addSkirting(quads, wall, left, right, paint) {
  const { height, off } = SKIRTING;
  const low = lit(paint, 0.72);
  const front = panel(wall, left, right, 0, height, off);
  const back = panel(wall, left, right, 0, height, 0);
  quads.add(front, { colours: [low, low, paint, paint] });
  quads.add([front[3], front[2], back[2], back[3]], { colours: lit(paint, 1.3) });
}
