// What everybody must be able to use: WCAG 2.1 A and AA as far as axe can tell, on a wide screen and on a narrow one.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

import { closePage, newPage } from "./browser.mjs";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"];
const widths = [1280, 320];

/** Fails if axe finds a violation at either width, or if anything is wider than the screen. */
export async function checkAccessibility(page, what) {
  for (const width of widths) await checkAt(page, width, what);
  await page.setViewportSize({ width: widths[0], height: 900 });
}

/** The same at one width. */
export async function checkAt(page, width, what) {
  await page.setViewportSize({ width, height: 900 });
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe);
  const found = await page.evaluate(async (rules) => {
    const ending = document.getAnimations().filter(({ effect }) => effect.getComputedTiming().endTime < Infinity);
    await Promise.all(ending.map((animation) => animation.finished.catch(() => {})));
    const { violations } = await window.axe.run(document, { runOnly: rules, resultTypes: ["violations"] });
    const nodes = (violation) => violation.nodes.map((node) => `${node.target.join(" ")} (${node.any[0]?.message ?? ""})`);
    return {
      violations: violations.map((violation) => `${violation.id}: ${nodes(violation).join(", ")}`),
      wide: document.documentElement.scrollWidth,
    };
  }, rules);
  assert.deepEqual(found.violations, [], `${what} at ${width} pixels`);
  assert.ok(found.wide <= width, `${what} is ${found.wide} pixels wide at ${width}`);
}

/** The same for a page without JavaScript, which axe needs: the very same page is opened in a browser that has it. */
export async function checkPlain(page, what) {
  const mirror = await newPage();
  const body = await page.content();
  await mirror.route("**/*", (route) =>
    route.request().isNavigationRequest() ? route.fulfill({ contentType: "text/html; charset=utf-8", body }) : route.continue(),
  );
  await mirror.goto(page.url());
  await checkAccessibility(mirror, what);
  await closePage(mirror);
}
