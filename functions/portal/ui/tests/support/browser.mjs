// A browser whose pages are watched: whatever leaves the origin or ends up in the console as an error fails the test.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";

import { AxeBuilder } from "@axe-core/playwright";
import { chromium } from "playwright-core";

export const url = process.env.PORTAL_URL;

const executablePath = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);

let launched;

/** The browser of this file's tests; `close` ends it. */
export async function browser() {
  launched ??= chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
  return launched;
}

export async function close() {
  await (await launched)?.close();
}

/** A new page in a context of its own: nobody is signed in. */
export async function newPage(options = {}) {
  const context = await (await browser()).newContext({ viewport: { width: 1280, height: 900 }, ...options });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  const wrong = [];
  page.on("request", (request) => {
    if (new URL(request.url()).origin !== url && !request.url().startsWith("blob:")) wrong.push(`left the origin: ${request.url()}`);
  });
  page.on("pageerror", (error) => wrong.push(`error: ${error.message}`));
  page.on("console", (message) => {
    // An answer that is no success is told there, too; the page has to show it.
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource")) wrong.push(`console: ${message.text()}`);
  });
  page.wrong = wrong;
  return page;
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

/** Fails if the page did what it must not. Ends its context. */
export async function finish(page) {
  assert.deepEqual(page.wrong, []);
  await page.context().close();
}

const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"];

/** Fails if axe finds a violation at either width, or if anything is wider than the narrow one. */
export async function checkAccessibility(page, what) {
  for (const width of [1280, 320]) {
    await page.setViewportSize({ width, height: 900 });
    const { violations } = await new AxeBuilder({ page }).withTags(rules).setLegacyMode().analyze();
    assert.deepEqual(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`),
      [],
      `${what} at ${width} pixels`,
    );
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= width, `${what} is ${wide} pixels wide at ${width}`);
  }
  await page.setViewportSize({ width: 1280, height: 900 });
}

/** Ticks a box or button by its label: the design system draws its own beside the real one. */
export async function tick(page, label) {
  await page.locator("label").filter({ hasText: new RegExp(`^${label.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}`) }).first().click();
}
