// Runs the tests of the pages against a whole system: one that it starts, or that of PORTAL_URL.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
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
  const ended = once(system, "exit").then(() => Promise.reject(new Error(`The system ended:\n${said}`)));
  const up = new Promise((resolve) => {
    system.stdout.on("data", (chunk) => {
      said = (said + chunk).slice(-10_000);
      if (said.includes("The system is up.")) resolve();
    });
  });
  await Promise.race([up, ended]);
  ended.catch(() => {}); // it is ended below
  return { url: `http://${address}`, stop: () => system.kill("SIGTERM") };
}

const wanted = process.argv.slice(2);
const files = readdirSync(here)
  .filter((name) => name.endsWith(".test.mjs") && (wanted.length === 0 || wanted.some((part) => name.includes(part))))
  .map((name) => join(here, name));

const system = process.env.PORTAL_URL ? { url: process.env.PORTAL_URL, stop() {} } : await start();
const tests = spawn(process.execPath, ["--test", "--test-concurrency=1", ...files], {
  stdio: "inherit",
  env: { ...process.env, PORTAL_URL: system.url },
});
const [code] = await once(tests, "exit");
system.stop();
process.exit(code ?? 1);
