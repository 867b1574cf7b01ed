import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { createServer, type Plugin } from "vite";

/**
 * Puts the page of somebody who has not signed in into index.html, rendered by its own component, so that it is there
 * before the portal's script is. The mark is an empty element with the portal's id.
 */
export function prerender(module: string, component: string): Plugin {
  const mark = '<div id="portal" hidden></div>';
  return {
    name: "prerender",
    apply: "build",
    async transformIndexHtml(html) {
      if (!html.includes(mark)) throw new Error(`index.html lacks ${mark}`);
      const server = await createServer({ configFile: false, appType: "custom", logLevel: "error", server: { middlewareMode: true, ws: false } });
      try {
        const loaded = await server.ssrLoadModule(module);
        return html.replace(mark, () => mark.replace("></div>", `>${renderToStaticMarkup(createElement(loaded[component]))}</div>`));
      } finally {
        await server.close();
      }
    },
  };
}
