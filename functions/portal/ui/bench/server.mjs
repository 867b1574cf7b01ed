// Serves the built pages as the portal's function does: in their compressed forms.
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";

const types = { ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".woff2": "font/woff2" };

/** Starts a server of a folder of built pages, and of more pages by their paths; returns its address and its end. */
export async function serve(dist, pages) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://127.0.0.1");
    if (pathname in pages) {
      send(response, "text/html; charset=utf-8", pages[pathname]);
    } else if (pathname === "/config.json") {
      // Nobody is signed in, so nobody asks the issuer.
      send(response, "application/json", JSON.stringify({ issuer: "https://issuer.invalid", clientId: "portal" }));
    } else {
      sendFile(response, join(dist, pathname));
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { url: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

function sendFile(response, path) {
  if (!existsSync(path)) {
    response.writeHead(404).end();
    return;
  }
  const compressed = `${path}.br`;
  if (existsSync(compressed)) response.setHeader("content-encoding", "br");
  send(response, types[extname(path)], readFileSync(existsSync(compressed) ? compressed : path));
}

function send(response, type, body) {
  response.setHeader("content-type", type);
  response.end(body);
}
