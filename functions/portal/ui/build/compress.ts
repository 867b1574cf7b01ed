import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import type { Plugin } from "vite";

/** Bytes from which on it saves a packet. */
const worthIt = 1000;

const compressible = new Set([".css", ".html", ".js", ".svg"]);

/**
 * Puts the compressed forms of each file beside it, so that the function that serves them compresses nothing. A form
 * that is not smaller is left out.
 */
export function compress(): Plugin {
  return {
    name: "compress",
    apply: "build",
    writeBundle(options) {
      const folder = options.dir ?? ".";
      for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
        if (compressible.has(extname(name))) compressFile(join(folder, name));
      }
    },
  };
}

function compressFile(path: string) {
  const plain = readFileSync(path);
  if (plain.length < worthIt) return;
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
  for (const [suffix, body] of [
    [".br", brotliCompressSync(plain, quality)],
    [".gz", gzipSync(plain, { level: 9 })],
  ] as const) {
    if (body.length < plain.length) writeFileSync(path + suffix, body);
  }
}
