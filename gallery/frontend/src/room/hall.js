/** The rooms that are to be seen: the one that somebody is in, and what is behind its doors. */

/** @import { PerspectiveCamera } from "three" */
/** @import { Lie } from "./suite.js" */
/** @import { Door, Exhibition, Pose, Room } from "./types.js" */

import { Box3, Frustum, Matrix4, Scene, Vector3 } from "three";
import { RoomModel } from "./model.js";
import { doorHeight, fromWall, wallOf } from "./plan.js";
import { adjoin, seenFrom, suite } from "./suite.js";
import { Tiles } from "./tiles.js";

export class Hall {
  scene = new Scene();
  /** @type {Map<number, RoomModel>} */
  #models = new Map();
  #tiles = new Tiles();
  /** @type {Map<number, Lie>} */
  #lies = new Map();

  /**
   * @param {Exhibition} exhibition
   * @param {number} number of the room that one begins in
   * @param {() => void} changed is called whenever there is something new to be seen
   */
  constructor(exhibition, number, changed) {
    this.exhibition = exhibition;
    this.changed = changed;
    this.room = this.roomOf(number);
    this.enter(this.room);
  }

  /**
   * @param {number} number
   * @returns {Room}
   */
  roomOf(number) {
    return this.exhibition.rooms.find((room) => room.number === number) ?? this.exhibition.rooms[0];
  }

  /** @param {Room} room to be in now; what is out of sight goes */
  enter(room) {
    this.room = room;
    this.#lies = suite(this.exhibition, room);
    for (const [number, model] of this.#models) {
      if (!this.#lies.has(number)) this.#remove(number, model);
    }
    this.#build(room);
    this.#arrange();
  }

  /** Builds the nearest room behind doors that is not there yet; says whether there was one. */
  openDoor() {
    const lie = [...this.#lies.values()].find(({ room }) => !this.#models.has(room.number));
    if (!lie) return false;
    this.#build(lie.room);
    this.#arrange();
    return true;
  }

  /** Puts the rooms where they lie, and opens the doors between them. */
  #arrange() {
    for (const { room, group, curtains } of this.#models.values()) {
      const { x, z, turn } = this.#lieOf(room);
      group.position.set(x, 0, z);
      group.rotation.y = turn;
      for (const [to, curtain] of curtains) {
        curtain.visible = !this.#models.has(to) || !adjoin(this.#lies, room.number, to);
      }
    }
  }

  /** @param {Room} room */
  #lieOf({ number }) {
    return /** @type {Lie} */ (this.#lies.get(number));
  }

  /** @param {Room} room */
  #build(room) {
    if (this.#models.has(room.number)) return;
    const model = new RoomModel(this.exhibition, room, this.#tiles);
    this.#models.set(room.number, model);
    this.scene.add(model.group);
    void model.labels.draw(room, this.changed);
  }

  /**
   * @param {number} number
   * @param {RoomModel} model
   */
  #remove(number, model) {
    this.scene.remove(model.group);
    this.#models.delete(number);
    model.dispose();
  }

  /**
   * Loads what is worth seeing from here.
   *
   * @param {Pose} pose
   */
  showFor(pose) {
    for (const model of this.#models.values()) {
      if (model.group.visible) model.showFor(seenFrom(this.#lieOf(model.room), pose), this.changed);
    }
  }

  /**
   * Draws rooms only while the door that they are behind is in view.
   *
   * @param {PerspectiveCamera} camera
   */
  look(camera) {
    const seen = new Frustum().setFromProjectionMatrix(
      new Matrix4().multiplyMatrices(camera.projectionMatrix, camera.matrixWorldInverse),
    );
    const first = this.room.doors.filter((door) => seen.intersectsBox(opening(this.room, door))).map(({ to }) => to);
    for (const { room, group } of this.#models.values()) {
      const { depth, by } = this.#lieOf(room);
      group.visible = depth === 0 || first.includes(depth === 1 ? room.number : (by ?? 0));
    }
  }

  dispose() {
    for (const [number, model] of this.#models) this.#remove(number, model);
    this.#tiles.dispose();
  }
}

/**
 * @param {Room} room
 * @param {Door} door
 */
function opening(room, door) {
  const wall = wallOf(room, door.wall);
  const corner = (/** @type {number} */ side, /** @type {number} */ v, /** @type {number} */ n) => {
    const { x, y, z } = fromWall(wall, { u: door.offset + (side * door.width) / 2, v, n });
    return new Vector3(x, y, z);
  };
  return new Box3().setFromPoints([corner(-1, 0, 0.1), corner(1, doorHeight(room), -0.4)]);
}
