/**
 * Bundles every file of pages/ (scripts and style sheets) into ../static/built, under names that hold the content's
 * hash, with a manifest of what is where: {"draw.js": "draw-XXXXXXXX.js"}.
 */

import { build } from "esbuild";
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";

/** @param {string} path */
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const out = here("../static/built");

const entries = (await readdir(here("pages"))).filter((name) => /\.(js|css)$/.test(name));
await rm(out, { recursive: true, force: true });
const { metafile } = await build({
  entryPoints: entries.map((name) => here(`pages/${name}`)),
  outdir: out,
  entryNames: "[name]-[hash]",
  bundle: true,
  minify: true,
  format: "esm",
  target: ["es2022", "chrome111", "firefox113", "safari16.4"],
  legalComments: "linked",
  metafile: true,
  logLevel: "warning",
  absWorkingDir: here("."),
});

/** @type {Record<string, string>} */
const manifest = {};
for (const [path, { entryPoint }] of Object.entries(metafile.outputs)) {
  if (entryPoint) manifest[basename(entryPoint)] = basename(path);
}
await mkdir(out, { recursive: true });
// Last, so that a manifest is there only where everything is.
await writeFile(`${out}/manifest.json`, JSON.stringify(manifest, null, 2));
