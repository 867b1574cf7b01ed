// Who may come in, and what the page lets run.
import assert from "node:assert/strict";

import { checkAccessibility } from "./support/accessibility.mjs";
import { newPage, signIn, test, url } from "./support/browser.mjs";

test("a deep link leads through the sign-in to its page, and a reload stays there", async () => {
  const page = await signIn("case-manager", "/app/customers?q=jones");
  await page.getByRole("link", { name: "Jones", exact: true }).waitFor();
  assert.equal(new URL(page.url()).search, "?q=jones");
  await page.reload();
  await page.getByRole("link", { name: "Jones", exact: true }).click();
  await page.getByRole("heading", { name: "John Jones" }).waitFor();
  await page.goBack();
  assert.equal(await page.getByLabel("Name").inputValue(), "jones");
});

test("the first page and the sign-in page can be used by everybody", async () => {
  const page = await newPage();
  await page.goto(url);
  await page.getByRole("button", { name: "Sign in" }).waitFor();
  await checkAccessibility(page, "the first page");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { name: "Sign in as" }).waitFor();
  await checkAccessibility(page, "the sign-in page");
});

test("after signing out nobody is signed in", async () => {
  const page = await signIn("case-manager");
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByRole("button", { name: "Sign in" }).waitFor();
  assert.equal(await page.evaluate(() => window.sessionStorage.length), 0);
  await page.goto(`${url}/app/customers`);
  await page.getByRole("button", { name: "Sign in" }).waitFor();
});

test("a session that has ended leads back to the sign-in", async () => {
  const page = await signIn("case-manager");
  await page.getByRole("row").nth(1).waitFor();
  await page.route("**/v1/customers?*", (route) => route.fulfill({ status: 401, json: { message: "Unauthorized" } }));
  await page.getByLabel("Name").fill("jon");
  await page.getByRole("button", { name: "Search" }).click();
  await page.getByText("Your session has ended").waitFor();
  await page.unroute("**/v1/customers?*");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.locator('button[value="case-manager"]').click();
  await page.getByRole("link", { name: "Jones", exact: true }).waitFor();
  assert.equal(new URL(page.url()).search, "?q=jon", "it goes on where it was");
});

test("what was typed before a session ended is there for its writer, and for nobody else", async () => {
  const page = await signIn("case-manager", "/app/directory/new");
  await page.getByLabel("Phone").fill("217-555-0142");
  const endSession = async () => {
    await page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.startsWith("oidc.")).forEach((key) => sessionStorage.removeItem(key)));
    await page.reload();
    await page.getByRole("button", { name: "Sign in" }).click();
  };
  await endSession();
  await page.locator('button[value="case-manager"]').click();
  await page.getByLabel("Phone").waitFor();
  assert.equal(await page.getByLabel("Phone").inputValue(), "217-555-0142");
  await endSession();
  await page.locator('button[value="case-manager-2"]').click();
  await page.getByLabel("Phone").waitFor();
  assert.equal(await page.getByLabel("Phone").inputValue(), "");
  assert.equal(await page.evaluate(() => JSON.stringify({ ...sessionStorage }).includes("217-555-0142")), false);
});

test("a portal that cannot be reached says so, and what to do", async () => {
  const page = await newPage();
  await page.route("**/config.json", (route) => route.abort());
  await page.goto(url);
  await page.getByRole("heading", { name: "The portal cannot be reached" }).waitFor();
  await checkAccessibility(page, "a portal that cannot be reached");
  await page.unroute("**/config.json");

  await page.route("**/.well-known/**", (route) => route.abort());
  await page.reload();
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByText("The sign-in page cannot be reached.").waitFor();
  await checkAccessibility(page, "a sign-in that cannot be reached");
});

test("an account that cannot be read is tried again, or left", async () => {
  const page = await signIn("case-manager");
  const held = [];
  await page.route("**/v1/me", (route) => held.push(route));
  await page.reload();
  await page.getByText("Loading the portal").waitFor();
  await checkAccessibility(page, "the portal while it is read");
  await page.unroute("**/v1/me", { behavior: "wait" });
  await page.route("**/v1/me", (route) => route.abort());
  await Promise.all(held.map((route) => route.abort()));
  await page.getByRole("heading", { name: "This did not work" }).waitFor();
  await page.getByRole("button", { name: "Sign out" }).waitFor();
  await checkAccessibility(page, "an account that cannot be read");
  await page.unroute("**/v1/me");
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByRole("heading", { name: "Customers" }).waitFor();
});

test("an injected script does not run, nor does text as code", async () => {
  const page = await signIn("case-manager");
  const ran = await page.evaluate(async () => {
    const blocked = [];
    document.addEventListener("securitypolicyviolation", (event) => blocked.push(event.effectiveDirective));
    const script = document.createElement("script");
    script.textContent = "window.injected = true";
    document.body.append(script);
    const image = document.createElement("img");
    image.setAttribute("onerror", "window.injected = true");
    image.src = "/assets/none.png";
    document.body.append(image);
    window.setTimeout("window.injected = true", 0);
    await new Promise((resolve) => image.addEventListener("error", () => setTimeout(resolve, 0)));
    return { injected: window.injected ?? false, blocked: blocked.includes("script-src-elem") };
  });
  assert.deepEqual(ran, { injected: false, blocked: true });
  page.wrong.length = 0; // the console is full of what was blocked
});

test("an address that there is none of says so", async () => {
  const page = await signIn("case-manager", "/app/nowhere/at/all");
  await page.getByRole("heading", { name: "This page does not exist" }).waitFor();
  await checkAccessibility(page, "no such page");
});

test("an account without pages is told so", async () => {
  const page = await signIn("integration");
  await page.getByRole("heading", { name: "Nothing to see here" }).waitFor();
  await checkAccessibility(page, "an account without pages");
});
