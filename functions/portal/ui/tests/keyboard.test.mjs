// A referral by keyboard alone, on a screen of 320 pixels.
import assert from "node:assert/strict";

import { checkAt } from "./support/accessibility.mjs";
import { newPage, signIn, test, url } from "./support/browser.mjs";
import { partner, sentForm } from "./support/system.mjs";

/** Waits until the portal's script has put its own first page in place of the one that stands in index.html. */
async function takenOver(page) {
  await page.waitForFunction(() => document.title.startsWith("Sign in"));
}

/** Tabs forward until what has the focus is called so. */
async function tabTo(page, name) {
  for (let i = 0; i < 150; i++) {
    await page.keyboard.press("Tab");
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      return element?.getAttribute("aria-label") ?? element?.labels?.[0]?.textContent ?? element?.textContent ?? "";
    });
    if (focused.trim().startsWith(name)) return;
  }
  assert.fail(`${name} is not reached by Tab`);
}

/** Fails if not what is called so has the focus. */
async function hasFocus(page, name) {
  await page.waitForFunction((name) => document.activeElement.textContent === name, name);
}

async function press(page, name, key = "Enter") {
  await tabTo(page, name);
  await page.keyboard.press(key);
}

test("a customer is referred", async () => {
  const { organization, contact } = await partner();
  const page = await newPage({ viewport: { width: 320, height: 640 } });
  await page.goto(`${url}/app/customers/c08/referrals`);
  await takenOver(page);
  await press(page, "Sign in");
  await page.getByRole("heading", { name: "Sign in as" }).waitFor();
  await press(page, "Dana Whitcomb");
  await page.getByRole("link", { name: "New Referral" }).waitFor();

  await press(page, "Skip to main content");
  await press(page, "New Referral");
  await page.getByRole("heading", { name: "New Referral" }).waitFor();
  await page.getByRole("button", { name: "Search Organization" }).waitFor();
  await press(page, "Search Organization");
  await tabTo(page, "Name of the organization");
  await page.keyboard.type(organization.name);
  await page.keyboard.press("Enter");
  await page.getByRole("list", { name: "Organizations" }).getByText(organization.name).waitFor();
  await press(page, `Select ${organization.name}`);
  await hasFocus(page, "Step 2 Select Organization Contact");
  await press(page, "Search Contact");
  await page.getByRole("list", { name: "Contacts" }).getByText(contact.name).waitFor();
  await press(page, `Select ${contact.name}`);
  await hasFocus(page, "Step 3 Identify Service(s) Needed");
  await page.getByRole("status").getByText(contact.email).waitFor();
  await press(page, "Housing Assistance", "Space");
  await tabTo(page, "Other Notes");
  await page.keyboard.type("By keyboard.");
  await press(page, "Submit Referral");
  await page.getByText(/Referral R-\S+ was sent to/).waitFor();
});

test("a provider finds a client, and rejects with a reason", async () => {
  const referral = await sentForm();
  const page = await newPage({ viewport: { width: 320, height: 640 } });
  await page.goto(`${url}/app/client-referrals`);
  await takenOver(page);
  await press(page, "Sign in");
  await page.getByRole("heading", { name: "Sign in as" }).waitFor();
  await page.locator('button[value="provider"]').focus();
  await page.keyboard.press("Enter");
  await page.getByLabel("Client or case number").waitFor();
  await tabTo(page, "Client or case number");
  await page.keyboard.type(referral.caseNumber);
  await page.keyboard.press("Enter");
  await page.waitForURL(/q=/);
  await page.getByRole("link", { name: `View referral ${referral.reference}` }).waitFor();
  await press(page, `View referral ${referral.reference}`);
  await page.getByRole("button", { name: "Reject" }).waitFor();
  await tabTo(page, "Reason for rejecting");
  await page.keyboard.type("Full until March.");
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Enter");
  await page.getByText("no longer shown").waitFor();
});

test("the menu opens, leads on and closes; Escape and the end of it close it, too", async () => {
  const page = await newPage({ viewport: { width: 320, height: 640 } });
  await page.goto(url);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.locator('button[value="case-manager"]').click();
  await page.getByRole("heading", { name: "Customers" }).waitFor();
  await press(page, "Menu");
  await page.keyboard.press("Escape");
  assert.equal(await page.locator(".usa-nav.is-visible").count(), 0);
  await hasFocus(page, "Menu");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement.matches(".usa-nav__close"));
  await page.keyboard.press("Enter");
  await hasFocus(page, "Menu");
  await page.keyboard.press("Enter");
  await tabTo(page, "Sign out");
  await page.keyboard.press("Tab");
  assert.equal(await page.locator(".usa-nav.is-visible").count(), 0, "whoever goes on behind the menu has it closed");
  await page.locator("button.usa-menu-btn").focus();
  await page.keyboard.press("Enter");
  await checkAt(page, 320, "the open menu");
  await press(page, "Directory");
  await page.getByRole("heading", { name: "Directory" }).waitFor();
  assert.equal(await page.locator(".usa-nav.is-visible").count(), 0);
});

test("Close asks before it discards, and leaves nothing of what was typed", async () => {
  const page = await signIn("case-manager", "/app/customers/c10/referrals/new");
  await page.getByRole("button", { name: "New Organization" }).click();
  await page.getByRole("textbox", { name: "Phone" }).fill("217-555-0155");
  await page.getByLabel("Other Notes").fill("Not yet.");
  const close = page.getByRole("button", { name: "Close" });
  await close.click();
  await hasFocus(page, "Discard what you entered?Yes, discard itNo, keep it");
  await page.getByRole("button", { name: "No, keep it" }).click();
  await hasFocus(page, "Close");
  assert.equal(await page.getByLabel("Other Notes").inputValue(), "Not yet.");
  await close.click();
  await page.getByRole("button", { name: "Yes, discard it" }).click();
  await page.getByRole("link", { name: "New Referral" }).click();
  await page.getByRole("button", { name: "New Organization" }).click();
  assert.equal(await page.getByRole("textbox", { name: "Phone" }).inputValue(), "");
  await close.click();
  await page.getByRole("link", { name: "New Referral" }).waitFor();
});
