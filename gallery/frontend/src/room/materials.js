/** How surfaces look. Nothing is lit while it is drawn: what light does was worked out before. */

/** @import { Texture } from "three" */
/** @import { LightMap } from "./light.js" */
/** @import { Rgb } from "./colour.js" */
/** @import { Tile } from "./surface.js" */

import {
  Color,
  DataTexture,
  DataUtils,
  HalfFloatType,
  LinearFilter,
  LinearMipmapLinearFilter,
  MeshBasicMaterial,
  RepeatWrapping,
  RGBAFormat,
} from "three";
import { MEAN } from "./surface.js";

const SHARPNESS = 8;
const BLUR = "3.2";

/**
 * @param {Rgb} colour
 * @param {Texture} tile
 * @param {LightMap} light
 */
export function surface([r, g, b], tile, light) {
  const scale = 255 / MEAN;
  return new MeshBasicMaterial({
    color: new Color(r * scale, g * scale, b * scale),
    map: tile,
    lightMap: lightTexture(light),
    lightMapIntensity: Math.PI,
    dithering: true,
  });
}

/**
 * A floor that shows, where one looks along it, what is mirrored under it.
 *
 * @param {Rgb} colour
 * @param {Texture} tile
 * @param {LightMap} light
 */
export function polished(colour, tile, light) {
  const material = surface(colour, tile, light);
  material.transparent = true;
  material.onBeforeCompile = (shader) => {
    shader.vertexShader = shader.vertexShader
      .replace("void main() {", "varying vec3 toEye;\nvoid main() {")
      .replace(
        "#include <project_vertex>",
        "#include <project_vertex>\ntoEye = cameraPosition - (modelMatrix * vec4(transformed, 1.0)).xyz;",
      );
    shader.fragmentShader = shader.fragmentShader
      .replace("void main() {", "varying vec3 toEye;\nvoid main() {")
      .replace(
        "#include <opaque_fragment>",
        "#include <opaque_fragment>\ngl_FragColor.a = 0.97 - 0.45 * pow(1.0 - abs(normalize(toEye).y), 4.0);",
      );
  };
  return material;
}

/**
 * What has its colours, and its shade, at its corners.
 *
 * @param {Texture} [tile]
 */
export function shaded(tile) {
  return new MeshBasicMaterial({ vertexColors: true, map: tile ?? null, dithering: true });
}

/** A picture as a polished floor shows it: out of focus. */
export function mirrored() {
  const material = new MeshBasicMaterial();
  material.onBeforeCompile = (shader) => {
    shader.fragmentShader = shader.fragmentShader.replace(
      "#include <map_fragment>",
      `#ifdef USE_MAP\ndiffuseColor *= texture2D(map, vMapUv, ${BLUR});\n#endif`,
    );
  };
  return material;
}

/** @param {Tile} tile */
export function tileTexture({ width, height, data }) {
  const texture = new DataTexture(new Uint8Array(data.buffer), width, height, RGBAFormat);
  texture.wrapS = texture.wrapT = RepeatWrapping;
  return focused(texture);
}

/**
 * @template {Texture} T
 * @param {T} texture to be seen at a slant and from far away
 * @returns {T}
 */
export function focused(texture) {
  texture.magFilter = LinearFilter;
  texture.minFilter = LinearMipmapLinearFilter;
  texture.generateMipmaps = true;
  texture.anisotropy = SHARPNESS;
  texture.needsUpdate = true;
  return texture;
}

/** @param {LightMap} light */
function lightTexture({ width, height, data }) {
  const halves = Uint16Array.from(data, DataUtils.toHalfFloat);
  const texture = new DataTexture(halves, width, height, RGBAFormat, HalfFloatType);
  texture.minFilter = texture.magFilter = LinearFilter;
  texture.channel = 1;
  texture.needsUpdate = true;
  return texture;
}
