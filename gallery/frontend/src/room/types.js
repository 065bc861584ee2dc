/**
 * What the gallery says about an exhibition (GET /api/v1/exhibitions/{slug}). Metres; x to the east, z to the south,
 * y up; the middle of a room's floor is its origin.
 *
 * @typedef {"north" | "east" | "south" | "west"} WallName
 * @typedef {{ width: number, url: string }} Variant
 * @typedef {{
 *   id: string, title: string, artist: string, emotion: string | null, alt: string, palette: string[],
 *   sketch: { url: string },
 *   painting: { url: string, width: number, height: number, variants: Variant[] },
 * }} Artwork
 * @typedef {{
 *   place: number, wall: WallName, offset: number, width: number, height: number, eye: number, mat: string,
 *   artwork: Artwork,
 * }} Hanging
 * @typedef {{ wall: WallName, offset: number, width: number, to: number }} Door
 * @typedef {{ x: number, z: number, turn: number }} Bench
 * @typedef {{
 *   wall: string, floor: string, ceiling: string, frame: string, label: { paper: string, ink: string },
 *   light: { kelvin: number, strength: number }, ambience: string | null,
 * }} Theme
 * @typedef {{
 *   number: number, title: string, url: string, size: { width: number, depth: number, height: number },
 *   theme: Theme, doors: Door[], bench: Bench | null, hangings: Hanging[],
 * }} Room
 * @typedef {{ slug: string, title: string, rooms: Room[] }} Exhibition
 *
 * Where somebody stands and looks: yaw 0 is north and grows to the left, pitch grows upwards; radians.
 * @typedef {{ x: number, y: number, z: number, yaw: number, pitch: number }} Pose
 *
 * How much is seen: half of the view's width and height, as tangents; and which share of its height lies under buttons.
 * @typedef {{ across: number, up: number, bar: number }} View
 *
 * A point on a wall: u to the right of its middle as seen from inside, v up from the floor, n off it.
 * @typedef {{ u: number, v: number, n: number }} OnWall
 * @typedef {{ x: number, y: number, z: number }} Point
 */

export {};
