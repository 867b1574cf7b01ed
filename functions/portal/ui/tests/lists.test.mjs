// How lists grow and are found again, and what of a page is on paper.
import assert from "node:assert/strict";

import { checkAccessibility } from "./support/accessibility.mjs";
import { signIn, test } from "./support/browser.mjs";
import { sentForm, sentReferral } from "./support/system.mjs";

test("a list says how much of it there is, grows under the focus, and is as long on the way back", async () => {
  const page = await signIn("case-manager", "/app/directory");
  await page.route("**/v1/customers?*", (route) => route.continue({ url: `${route.request().url()}&limit=30` }));
  await page.route("**/v1/customers", (route) => route.continue({ url: `${route.request().url()}?limit=30` }));
  await page.getByRole("link", { name: "Customers" }).click();
  await page.getByRole("status").getByText("Number of customers shown: 30. There are more.").waitFor();
  await page.getByRole("table", { name: "All customers: the first 30" }).waitFor();
  const more = page.getByRole("button", { name: "Show more customers" });
  await more.focus();
  await page.keyboard.press("Enter");
  await page.getByText("Number of customers shown: 60. There are more.").waitFor();
  assert.ok(await more.evaluate((it) => it === document.activeElement));
  await page.keyboard.press("Enter");
  await page.getByText(/Number of customers: \d+/).waitFor();
  assert.match(await page.evaluate(() => document.activeElement.textContent), /^Number of customers: \d+$/);
  await checkAccessibility(page, "a list that is all there");

  const rows = page.locator("tbody tr");
  const all = await rows.count();
  assert.ok(all >= 75);
  await rows.nth(70).getByRole("link").click();
  await page.locator(".facts").waitFor();
  await page.goBack();
  await rows.nth(all - 1).waitFor();
  await page.getByLabel("Name").fill("jones");
  await page.getByRole("button", { name: "Search" }).click();
  await page.getByRole("status").getByText("Number of customers: 1").waitFor();
  await page.getByLabel("Name").fill("nobody at all");
  await page.getByRole("button", { name: "Search" }).click();
  await page.getByRole("status").getByText("Nobody was found.").waitFor();
});

/** What of a page is on paper. */
async function onPaper(page) {
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator("button:visible, input:visible, textarea:visible, header:visible").count(), 0);
  return page.locator("main").innerText();
}

test("a referral and a form are printed without what is to be done with them", async () => {
  const referral = await sentReferral("c34");
  const page = await signIn("case-manager", `/app/referrals/${referral.id}`);
  await page.getByRole("button", { name: "Resend Referral" }).waitFor();
  assert.match(await onPaper(page), new RegExp(`${referral.reference}[^]*${referral.organization.name}[^]* C[SD]T`));

  const { id } = await sentForm();
  const navigator = await signIn("navigator", `/app/referrals/${id}/form`);
  await navigator.getByRole("button", { name: "Download the PDF" }).waitFor();
  assert.match(await onPaper(navigator), /Workplace Skills/);
});

test("a navigator's referral speaks of the client and the provider", async () => {
  const { id } = await sentForm();
  const page = await signIn("navigator", `/app/referrals/${id}`);
  const names = page.locator(".facts dt");
  await names.getByText("Client", { exact: true }).waitFor();
  await names.getByText("Provider", { exact: true }).waitFor();
  await page.getByText("What the provider told you").waitFor();
});
