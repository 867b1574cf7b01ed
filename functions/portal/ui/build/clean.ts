import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

/** Empties a folder before a build but for the files to keep. */
export function clean(folder: string, keep: string[]): Plugin {
  return {
    name: "clean",
    apply: "build",
    buildStart() {
      for (const name of readdirSync(folder)) {
        if (!keep.includes(name)) rmSync(join(folder, name), { recursive: true });
      }
    },
  };
}
