// What is needed, what was done about it, and the figures of both.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";

import { checkAccessibility } from "./support/accessibility.mjs";
import { signIn, test, tick } from "./support/browser.mjs";
import { call, sentReferral, settled } from "./support/system.mjs";

test("the guide's customer is good", async () => {
  const page = await signIn("case-manager", "/app/customers?q=jones");
  await page.getByRole("link", { name: "Jones", exact: true }).click();
  await page.getByRole("link", { name: "Progress" }).click();
  await page.getByRole("heading", { name: "Referral Status" }).waitFor();
  for (const label of ["Referral for transportation assistance - Good", "Referral for Health Care - Good", "Referral for Other: Phone - Good"]) {
    await page.getByText(label).waitFor();
  }
  await page.getByRole("link", { name: /View referral R-\S+ to \S+/ }).first().waitFor();
  await checkAccessibility(page, "Progress");
});

test("what an assessment needs is referred from the window, and then good", async () => {
  const customer = `browser-${process.pid}`;
  await call("integration", "PUT", `/v1/customers/${customer}`, {
    firstName: "Vera", lastName: "Needham", group: "CEJA/FEJA Programs", grantee: "prairie-works",
  });
  const page = await signIn("case-manager-2", `/app/customers/${customer}/progress`);
  await page.getByText("There is no assessment yet.").waitFor();
  await page.getByRole("link", { name: "Enter an assessment" }).click();
  await tick(page, "Referral to local food pantry");
  await checkAccessibility(page, "an assessment");
  await page.getByRole("button", { name: "Enter the assessment" }).click();
  await page.getByText("The assessment was entered.").waitFor();
  await page.locator(".item--needed").waitFor();
  await page.goto(new URL(`/app/customers/${customer}/referrals/new`, page.url()).href);
  await page.getByRole("group", { name: "Needed by the latest Service Needs Assessment" }).getByText("Food Assistance").waitFor();
  await checkAccessibility(page, "New Referral with what is needed");

  await sentReferral(customer, ["other-services-food-assistance"], "case-manager-2");
  await page.getByRole("link", { name: "Customers" }).click();
  await page.goto(new URL(`/app/customers/${customer}/progress`, page.url()).href);
  await page.locator(".item--good").getByText(/Good/).waitFor();
});

test("each figure leads to as many customers as it says", async () => {
  const page = await signIn("case-manager-2", "/app/dashboard");
  await page.getByText("Customers Current Referral Status").waitFor();
  await page.getByRole("button", { name: "About: Customers that do not require a referral" }).focus();
  await page.getByText("The latest assessment does not ask for a referral, and none was made.").waitFor();
  await checkAccessibility(page, "the dashboard, with an explanation");
  await settled();
  await page.reload();
  const figures = page.locator(".figures a, .asides a");
  await figures.first().waitFor();
  const all = await figures.evaluateAll((links) => links.map((link) => ({ href: link.href, count: Number(link.textContent) })));
  assert.equal(all.length, 6 + 7 + 2);
  for (const { href, count } of all) {
    await page.goto(href);
    if (count === 0) await page.getByText("No customers are in this list").waitFor();
    else await page.getByRole("table").waitFor();
    assert.equal(await page.locator("tbody tr").count(), count, href);
  }
  await page.goto(all.find(({ count }) => count > 0).href);
  await checkAccessibility(page, "the customers behind a figure");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download as CSV" }).click(),
  ]);
  assert.match(await readFile(await download.path(), "utf8"), /\n/);
});

test("the roll-ups can be hidden, and an administrator sees each grantee", async () => {
  const page = await signIn("program-admin");
  await page.getByText("Total Referrals Made").waitFor();
  const rollup = page.getByText("at least one referral for Housing Assistance");
  await rollup.waitFor();
  await page.getByRole("button", { name: "(Hide)" }).click();
  await rollup.waitFor({ state: "detached" });
  await page.getByLabel("Grantee").selectOption("prairie-works");
  await page.waitForURL(/grantee=prairie-works/);
  await page.getByText(/^1\d customers/).waitFor();
  await checkAccessibility(page, "an administrator's dashboard");
});
