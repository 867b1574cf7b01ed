// How heavy the first page is, and how long it takes, beside a page with the design system alone: the same words with
// the same style and letters, and no script. Both come from one server, in turn, each to a browser that has seen
// neither. `npm run build` first.
//
//     npm run bench [-- loads]
import { existsSync, readFileSync } from "node:fs";

import { chromium } from "playwright-core";

import { serve } from "./server.mjs";

const most = { bytes: 250_000, times: 1.5 };
const loads = Number(process.argv[2] ?? 15);
const dist = new URL("../../dist", import.meta.url).pathname;

/** Lines as a network may be; bits in a second, and a round trip in milliseconds. */
const networks = [
  { name: "this machine" },
  { name: "10 Mbit/s, 40 ms", rate: 10e6, latency: 40 },
  { name: "1.6 Mbit/s, 150 ms", rate: 1.6e6, latency: 150 },
];

const portal = readFileSync(`${dist}/index.html`, "utf8");
const alone = portal.replace(/<script.*<\/script>/, "").replace(' id="portal" hidden', ' id="portal"');
const server = await serve(dist, { "/": portal, "/alone": alone });
const executablePath = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });

/** In the page: notes when the button is to be seen in its own letters, and so takes a click, and when the script is there. */
function watch() {
  const button = () => document.querySelector("#portal button");
  let first;
  const look = async () => {
    first ??= button();
    if (!first?.getClientRects().length) return requestAnimationFrame(look);
    await document.fonts.ready;
    requestAnimationFrame(() => (window.readyAfter = performance.now()));
    const wait = () => (first.isConnected ? requestAnimationFrame(wait) : (window.scriptAfter = performance.now()));
    wait();
  };
  requestAnimationFrame(look);
}

/** Loads a page; how long it took until it was ready and until its script was there, and the bytes of all. */
async function load(path, { rate, latency }) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send("Network.enable");
  if (rate) {
    await devtools.send("Network.emulateNetworkConditions", { offline: false, latency, downloadThroughput: rate / 8, uploadThroughput: rate / 8 });
  }
  let bytes = 0;
  devtools.on("Network.loadingFinished", ({ encodedDataLength }) => (bytes += encodedDataLength));
  await page.addInitScript(watch);
  await page.goto(server.url + path, { waitUntil: "networkidle" });
  const after = (name) => page.waitForFunction((name) => window[name], name).then((value) => value.jsonValue());
  const took = { ready: await after("readyAfter"), script: path === "/" ? await after("scriptAfter") : undefined };
  await context.close();
  return { ...took, bytes };
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

await load("/", networks[0]); // the browser's own first time
let worst = 0;
let bytes = 0;
console.log(`Medians of ${loads} loads, in milliseconds.\n`);
console.log("| line | design system alone | first page ready | times | its script there |");
console.log("| --- | ---: | ---: | ---: | ---: |");
for (const network of networks) {
  const of = { "/alone": [], "/": [] };
  for (let i = 0; i < loads; i++) for (const path in of) of[path].push(await load(path, network));
  const ready = (path) => median(of[path].map((one) => one.ready));
  const times = ready("/") / ready("/alone");
  const script = median(of["/"].map((one) => one.script));
  console.log(`| ${network.name} | ${ready("/alone").toFixed(0)} | ${ready("/").toFixed(0)} | ${times.toFixed(2)} | ${script.toFixed(0)} |`);
  worst = Math.max(worst, times);
  bytes = Math.max(bytes, ...of["/"].map((one) => one.bytes));
}
console.log(`\nAll that the first page loads: ${(bytes / 1000).toFixed(0)} kB compressed, of ${most.bytes / 1000} at most.`);

await browser.close();
server.close();
if (bytes > most.bytes || worst > most.times) {
  console.error(`Too heavy or too slow: at most ${most.bytes} bytes, ${most.times} times.`);
  process.exitCode = 1;
}
