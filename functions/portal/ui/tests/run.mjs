// Runs the tests of the pages against a whole system: one that it starts, or that of PORTAL_URL. Words on the command
// line choose the files whose names hold one of them.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { run } from "node:test";
import { spec } from "node:test/reporters";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "../../../..");

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

/** Starts a system in memory and returns when all of it is up. */
async function start() {
  const address = `127.0.0.1:${await freePort()}`;
  const system = spawn("go", ["run", "./infra/local", "-data", "memory", "-addr", address], { cwd: root, stdio: ["ignore", "pipe", "inherit"] });
  let said = "";
  const exit = once(system, "exit");
  const up = new Promise((resolve) => {
    system.stdout.on("data", (chunk) => {
      said = (said + chunk).slice(-10_000);
      if (said.includes("The system is up.")) resolve(true);
    });
  });
  if (!(await Promise.race([up, exit.then(() => false)]))) throw new Error(`The system ended:\n${said}`);
  const stop = async () => {
    system.kill("SIGTERM");
    await exit;
  };
  return { url: `http://${address}`, stop };
}

const wanted = process.argv.slice(2);
const files = readdirSync(here)
  .filter((name) => name.endsWith(".test.mjs") && (wanted.length === 0 || wanted.some((part) => name.includes(part))))
  .map((name) => join(here, name));

const system = process.env.PORTAL_URL ? { url: process.env.PORTAL_URL, stop() {} } : await start();
process.env.PORTAL_URL = system.url; // the files run in processes of their own
const results = run({ files, concurrency: Number(process.env.PORTAL_TESTS_AT_ONCE ?? 2) });
results.on("test:fail", () => (process.exitCode = 1));
results.compose(new spec()).pipe(process.stdout);
await once(results, "end");
await system.stop();
