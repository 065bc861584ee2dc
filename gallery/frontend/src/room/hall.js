/** The rooms that are to be seen: the one that somebody is in, and what is behind its doors. */

/** @import { PerspectiveCamera } from "three" */
/** @import { Door, Exhibition, Pose, Room } from "./types.js" */

import { Box3, Frustum, Matrix4, Scene, Vector3 } from "three";
import { RoomModel } from "./model.js";
import { beyond, doorHeight, fromBeyond, fromWall, wallOf } from "./plan.js";
import { Tiles } from "./tiles.js";

export class Hall {
  scene = new Scene();
  /** @type {Map<number, RoomModel>} */
  #models = new Map();
  #tiles = new Tiles();

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

  /** @param {Room} room to be in now; what is not behind its doors goes */
  enter(room) {
    this.room = room;
    this.#place(room, { x: 0, z: 0, turn: 0 });
    const kept = new Set([room.number, ...room.doors.map(({ to }) => to)]);
    for (const [number, model] of this.#models) {
      if (!kept.has(number)) this.#remove(number, model);
    }
    for (const door of this.#openDoors()) {
      if (this.#models.has(door.to)) this.#place(this.roomOf(door.to), beyond(room, door, this.roomOf(door.to)));
    }
    this.#drawCurtains();
  }

  /** One sees through the doors of this room, as soon as there is something behind them; not through those behind. */
  #drawCurtains() {
    for (const { room, curtains } of this.#models.values()) {
      for (const [to, curtain] of curtains) {
        curtain.visible = room === this.room ? !this.#models.has(to) : to !== this.room.number;
      }
    }
  }

  /** Builds what is behind one door that nobody has looked through yet; says whether there was one. */
  openDoor() {
    const door = this.#openDoors().find(({ to }) => !this.#models.has(to));
    if (!door) return false;
    const next = this.roomOf(door.to);
    this.#place(next, beyond(this.room, door, next));
    this.#drawCurtains();
    return true;
  }

  #openDoors() {
    return this.room.doors.filter(({ to }) => this.exhibition.rooms.some(({ number }) => number === to));
  }

  /**
   * @param {Room} room
   * @param {{ x: number, z: number, turn: number }} where
   */
  #place(room, { x, z, turn }) {
    const model = this.#models.get(room.number) ?? this.#build(room);
    model.group.position.set(x, 0, z);
    model.group.rotation.y = turn;
    model.group.visible = true;
  }

  /** @param {Room} room */
  #build(room) {
    const model = new RoomModel(this.exhibition, room, this.#tiles);
    this.#models.set(room.number, model);
    this.scene.add(model.group);
    void model.labels.draw(room, this.changed);
    return model;
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
    this.#models.get(this.room.number)?.showFor(pose, this.changed);
    for (const door of this.#openDoors()) {
      const next = this.roomOf(door.to);
      this.#models.get(door.to)?.showFor(fromBeyond(this.room, door, next, pose), this.changed);
    }
  }

  /**
   * Draws rooms only while their doors are in view.
   *
   * @param {PerspectiveCamera} camera
   */
  look(camera) {
    const seen = new Frustum().setFromProjectionMatrix(
      new Matrix4().multiplyMatrices(camera.projectionMatrix, camera.matrixWorldInverse),
    );
    for (const door of this.#openDoors()) {
      const model = this.#models.get(door.to);
      if (model) model.group.visible = seen.intersectsBox(opening(this.room, door));
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
