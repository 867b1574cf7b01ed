import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

import { clean } from "./build/clean.ts";
import { compress } from "./build/compress.ts";
import { prerender } from "./build/prerender.ts";

const api = process.env.PORTAL_API ?? "http://127.0.0.1:8080";

export default defineConfig({
  plugins: [react(), clean("../dist", [".keep"]), prerender("/src/session/welcome.tsx", "Welcome"), compress()],
  build: {
    outDir: "../dist",
    emptyOutDir: false, // the folder's placeholder is committed
    assetsInlineLimit: 0, // the Content-Security-Policy takes files only
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  css: {
    preprocessorOptions: {
      scss: { loadPaths: ["node_modules/@uswds/uswds/packages"], quietDeps: true },
    },
  },
  // `npm run dev` beside a local run, which has the API and the identity provider.
  server: { proxy: { "/v1": api, "/r": api, "/config.json": api, "/openapi.yaml": api } },
});
