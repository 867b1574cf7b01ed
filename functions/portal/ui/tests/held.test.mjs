// What is held about a customer: handed out, kept by law, erased.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";

import { checkAccessibility } from "./support/accessibility.mjs";
import { signIn, test } from "./support/browser.mjs";
import { call, partner } from "./support/system.mjs";

/** A customer of its own for a test. */
async function customer() {
  const id = `held-${randomUUID()}`;
  await call("integration", "PUT", `/v1/customers/${id}`, {
    firstName: "Hilda", lastName: "Keep", group: "CEJA/FEJA Programs", grantee: "lincoln-land", phone: "217-555-0177",
  });
  return id;
}

test("all that is held is downloaded", async () => {
  const id = await customer();
  const page = await signIn("program-admin", `/app/customers/${id}`);
  await page.getByRole("link", { name: "Stored data" }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download all stored data" }).click(),
  ]);
  const all = JSON.parse(await readFile(await download.path(), "utf8"));
  assert.equal(all.customer.lastName, "Keep");
  assert.ok(all.leftOut.length > 0);
});

test("nothing is erased while a legal hold stands; afterwards it is, for good", async () => {
  const id = await customer();
  const page = await signIn("program-admin", `/app/customers/${id}/held`);
  await page.getByLabel("Reason").fill("Court order 12-345.");
  await page.getByRole("button", { name: "Put on hold" }).click();
  await page.getByText("The legal hold was placed.").waitFor();
  await page.getByText("Court order 12-345.").waitFor();
  await page.getByText("Release the legal hold first.").waitFor();
  assert.equal(await page.getByRole("button", { name: "Erase the details" }).count(), 0);
  await checkAccessibility(page, "a customer on hold");
  await page.getByLabel("Reason").fill("The case is closed.");
  await page.getByRole("button", { name: "Release the hold" }).click();
  await page.getByText("The legal hold was released.").waitFor();

  await page.getByRole("button", { name: "Erase the details" }).click();
  await page.getByRole("heading", { name: "Erase the details of Hilda Keep?" }).waitFor();
  await checkAccessibility(page, "the question before erasing");
  await page.getByRole("button", { name: "Keep them" }).click();
  await page.getByRole("button", { name: "Erase the details" }).click();
  await page.getByRole("button", { name: "Erase for good" }).click();
  await page.getByRole("heading", { name: "The details were erased" }).waitFor();
  assert.equal(await page.getByText("Hilda").count(), 0);
  await checkAccessibility(page, "an erased customer");
});

test("a customer with an open referral is not erased, and the page says why", async () => {
  const id = await customer();
  const { organization, contact } = await partner();
  await call("case-manager", "POST", "/v1/referrals", {
    customerId: id, organizationId: organization.id, contactId: contact.id, services: ["transportation"],
  });
  const page = await signIn("program-admin", `/app/customers/${id}/held`);
  await page.getByRole("button", { name: "Erase the details" }).click();
  await page.getByRole("button", { name: "Erase for good" }).click();
  await page.getByRole("heading", { name: "This did not work" }).waitFor();
  await checkAccessibility(page, "an erasure that was refused");
});
