/** A room with all that is in it, and its image in the floor. */

/** @import { Object3D } from "three" */
/** @import { Door, Exhibition, Pose, Room } from "./types.js" */
/** @import { Tiles } from "./tiles.js" */

import { Group, Mesh } from "three";
import { curtain } from "./doorway.js";
import { benchMesh, spotsMesh } from "./furniture.js";
import { Labels } from "./labels.js";
import { framesMesh, Pictures } from "./pictures.js";
import { shell } from "./shell.js";

export class RoomModel {
  group = new Group();
  /** By the rooms behind them. @type {Map<number, Mesh>} */
  curtains = new Map();

  /**
   * @param {Exhibition} exhibition
   * @param {Room} room
   * @param {Tiles} tiles
   */
  constructor(exhibition, room, tiles) {
    this.room = room;
    const { walls, floor, ceiling, pane, edges } = shell(room, tiles);
    const frames = framesMesh(room);
    const bench = room.bench && benchMesh(room, tiles.wood);
    this.labels = new Labels(exhibition, room);
    const mirror = new Group();
    mirror.scale.y = -1;
    this.pictures = new Pictures(room, this.group, mirror);
    this.group.add(...walls, floor, ceiling, pane, edges, frames, spotsMesh(room), this.labels.mesh, mirror);
    if (bench) this.group.add(bench);
    for (const { to } of room.doors) this.group.add(this.#curtain(exhibition, to));
    mirror.add(...copies([...walls, pane, ...(bench ? [bench] : [])]));
  }

  /**
   * What is seen through a door while the room behind it is not there.
   *
   * @param {Exhibition} exhibition
   * @param {number} to
   */
  #curtain({ rooms }, to) {
    const door = this.room.doors.find((each) => each.to === to);
    const mesh = curtain(this.room, /** @type {Door} */ (door), rooms.find(({ number }) => number === to) ?? this.room);
    this.curtains.set(to, mesh);
    return mesh;
  }

  /**
   * @param {Pose} pose where somebody stands, in this room
   * @param {() => void} changed
   */
  showFor(pose, changed) {
    this.pictures.showFor(pose, changed);
  }

  dispose() {
    this.pictures.dispose();
    this.labels.dispose();
    this.group.traverse(release);
  }
}

/** @param {Mesh[]} meshes */
function copies(meshes) {
  return meshes.map((mesh) => mesh.clone());
}

/** @param {Object3D} object */
function release(object) {
  if (!(object instanceof Mesh)) return;
  object.geometry.dispose();
  object.material.lightMap?.dispose();
  object.material.dispose();
}
