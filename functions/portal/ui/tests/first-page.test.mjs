// What comes before everything else: light, and there before the portal's script.
import assert from "node:assert/strict";

import { checkAccessibility } from "./support/accessibility.mjs";
import { newPage, signIn, test, url } from "./support/browser.mjs";

/** The bytes of all that a page loads at an address, compressed as they come, until nothing more is on its way. */
async function bytesOf(page, address) {
  const sizes = [];
  page.on("requestfinished", (request) => sizes.push(request.sizes()));
  const script = page.waitForEvent("requestfinished", (request) => /\/assets\/main-.*\.js$/.test(request.url()));
  await page.goto(address);
  await script; // it may begin late, after a pause that looks like the end
  await page.waitForLoadState("networkidle");
  return (await Promise.all(sizes)).reduce((sum, { responseBodySize }) => sum + responseBodySize, 0);
}

test("the first page is light", async () => {
  const bytes = await bytesOf(await newPage(), url);
  assert.ok(bytes > 50_000 && bytes <= 250_000, `${bytes} bytes`);
});

test("so is the first page of somebody who is signed in", async () => {
  const page = await signIn("case-manager");
  await page.route("**/*", (route) => route.continue()); // past the browser's cache
  const bytes = await bytesOf(page, `${url}/app/customers`);
  assert.ok(bytes > 50_000 && bytes <= 250_000, `${bytes} bytes`);
});

/** The first page, whose script comes when it is let go. */
async function withoutScript() {
  const page = await newPage();
  let letGo;
  const held = new Promise((resolve) => (letGo = resolve));
  await page.route("**/assets/main-*.js", async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(url);
  return { page, letGo, button: page.getByRole("button", { name: "Sign in" }) };
}

test("the first page is there before its script, and keeps a click until it is", async () => {
  const { page, letGo, button } = await withoutScript();
  await checkAccessibility(page, "the first page without its script");
  await button.click();
  assert.ok(await button.isDisabled(), "the button takes one click");
  letGo();
  await page.getByRole("heading", { name: "Sign in as" }).waitFor();
});

test("the keyboard's focus stays where it is when the script comes", async () => {
  const { page, letGo, button } = await withoutScript();
  const before = await button.elementHandle();
  await button.focus();
  letGo();
  await before.waitForElementState("hidden"); // another button stands in its place
  assert.ok(await button.evaluate((it) => it === document.activeElement));
});
