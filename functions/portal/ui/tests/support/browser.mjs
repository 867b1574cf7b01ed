// A browser whose pages are watched: whatever leaves the origin or ends up in the console as an error fails the test.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { after, test as nodeTest } from "node:test";

import { chromium } from "playwright-core";

export const url = process.env.PORTAL_URL;

/** For whatever a page waits for: a busy machine is slow, and a test that passes never waits so long. */
const patience = 30_000;

const executablePath = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);

let launched;

/** The browser of this file's tests. */
function browser() {
  launched ??= chromium.launch({
    executablePath,
    timeout: patience,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
  return launched;
}

after(async () => (await launched)?.close());

const opened = [];

/** A test whose pages are closed at its end; it fails, too, if one of them did what no page may do. */
export function test(name, body) {
  nodeTest(name, async () => {
    try {
      await body();
      for (const page of opened) assert.deepEqual(page.wrong, [], "what the page did");
    } catch (error) {
      for (const page of opened) console.log(`# open at the end: ${page.url()}\n${await textOf(page)}`);
      throw error;
    } finally {
      await Promise.all(opened.splice(0).map((page) => page.context().close()));
    }
  });
}

/** What stood on a page when its test failed. */
async function textOf(page) {
  const text = await page.locator("body").innerText({ timeout: 2_000 }).catch(() => "");
  return text.slice(0, 2_000).replaceAll(/^/gm, "#   ");
}

/** A new page in a context of its own: nobody is signed in. */
export async function newPage(options = {}) {
  const context = await (await browser()).newContext({ viewport: { width: 1280, height: 900 }, ...options });
  context.setDefaultTimeout(patience);
  const page = await context.newPage();
  page.wrong = [];
  page.on("request", (request) => {
    if (new URL(request.url()).origin !== url && !request.url().startsWith("blob:")) page.wrong.push(`left the origin: ${request.url()}`);
  });
  page.on("pageerror", (error) => page.wrong.push(`error: ${error.message}`));
  page.on("console", (message) => {
    // An answer that is no success is told there, too; the page has to show it.
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource")) page.wrong.push(`console: ${message.text()}`);
  });
  opened.push(page);
  return page;
}

/** Closes a page before the end of its test, in which it has done nothing wrong. */
export async function closePage(page) {
  assert.deepEqual(page.wrong, [], "what the page did");
  opened.splice(opened.indexOf(page), 1);
  await page.context().close();
}

/** A page on which a persona is signed in, at a path. */
export async function signIn(persona, path = "/", options) {
  const page = await newPage(options);
  await page.goto(url + path);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.locator(`button[value="${persona}"]`).click();
  await page.getByRole("navigation", { name: "Primary navigation" }).waitFor({ state: "attached" });
  return page;
}

/** Goes to another path of the portal as a link would, without loading the page again. */
export async function go(page, path) {
  await page.evaluate((path) => {
    window.history.pushState({}, "", path);
    window.dispatchEvent(new PopStateEvent("popstate"));
  }, path);
}

/** Ticks a box or button by its label: the design system draws its own beside the real one. */
export async function tick(page, label) {
  await page.locator("label").filter({ hasText: new RegExp(`^${label.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}`) }).first().click();
}
