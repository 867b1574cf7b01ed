// What comes back from partners, and the directory.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";

import { checkAccessibility } from "./support/accessibility.mjs";
import { signIn, test, tick } from "./support/browser.mjs";
import { bounce, call, newestMail, partner, sentReferral, settled } from "./support/system.mjs";

test("an answer by telephone is recorded, service by service", async () => {
  const referral = await sentReferral("c05", ["transportation", "health-care"]);
  const page = await signIn("case-manager", `/app/referrals/${referral.id}`);
  await page.getByRole("link", { name: "Record an answer" }).click();
  await page.getByRole("button", { name: "Record the answer" }).click();
  await page.getByText("Enter the name of the person who answers.").first().waitFor();
  await checkAccessibility(page, "Record an answer with mistakes");
  await page.getByLabel("Name of the person at the partner").fill("Alex Rivera");
  await tick(page, "Accepted");
  await page.getByLabel("Health Care").selectOption("rejected");
  await page.getByLabel("Reason (required)").selectOption("no-capacity");
  await page.getByLabel("Note").fill("Starts on Monday.");
  await checkAccessibility(page, "Record an answer");
  await page.getByRole("button", { name: "Record the answer" }).click();
  await page.getByText("The answer was recorded.").waitFor();
  await page.locator(".service-lines li").filter({ hasText: "Health Care" }).getByText("No capacity").waitFor();
});

test("a mail that came back needs attention, and the contact is corrected", async () => {
  const { organization, contact } = await partner();
  const referral = await call("case-manager", "POST", "/v1/referrals", {
    customerId: "c06", organizationId: organization.id, contactId: contact.id, services: ["legal-aid"],
  });
  await bounce(await newestMail(contact.email));
  const page = await signIn("case-manager", "/app/attention");
  const row = page.getByRole("row").filter({ hasText: organization.name });
  await row.getByText("Came back").waitFor();
  await checkAccessibility(page, "Attention");
  await row.getByRole("link", { name: /View/ }).click();
  await page.getByRole("heading", { name: /did not arrive/ }).waitFor();
  await checkAccessibility(page, "an undeliverable referral");
  await page.getByRole("link", { name: "Correct the contact" }).click();
  await page.getByRole("heading", { name: "Mail to this address came back" }).waitFor();
  await page.getByLabel("Email (required)").fill("not an address");
  await page.getByRole("button", { name: "Save the correction" }).click();
  await page.getByText("This is not an e-mail address.").first().waitFor();
  await checkAccessibility(page, "Correct the contact");
  await page.getByLabel("Email (required)").fill(`new-${contact.email}`);
  await page.getByRole("button", { name: "Save the correction" }).click();
  await page.getByText("Resend the referral to send it to the new address.").waitFor();
  await page.getByRole("button", { name: "Resend Referral" }).click();
  await page.locator(".timeline").getByText("Sent again").waitFor();
  assert.match((await newestMail(`new-${contact.email}`)).text, new RegExp(referral.reference));
});

test("outgoing referrals are filtered and saved as CSV", async () => {
  const referral = await sentReferral("c07");
  const page = await signIn("case-manager", "/app/referrals");
  await page.getByLabel("Customer, organization or reference").fill(referral.organization.name);
  await page.getByLabel("Status").selectOption("sent");
  await page.getByRole("button", { name: "Search" }).click();
  await page.getByRole("row").filter({ hasText: referral.organization.name }).waitFor();
  assert.equal(await page.getByRole("row").count(), 2);
  await checkAccessibility(page, "outgoing referrals");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download as CSV" }).click(),
  ]);
  assert.match(await readFile(await download.path(), "utf8"), new RegExp(referral.reference));
  await page.getByLabel("Status").selectOption("rejected");
  await page.getByRole("button", { name: "Search" }).click();
  await page.getByText("No referral was found.").waitFor();
  await checkAccessibility(page, "an empty list");
  await page.goBack();
  await page.getByRole("row").filter({ hasText: referral.organization.name }).waitFor();
});

test("a list that cannot be read says so, and keeps what was typed", async () => {
  const page = await signIn("case-manager", "/app/customers");
  await page.route("**/v1/customers?*", (route) => route.abort());
  await page.getByLabel("Name").fill("jones");
  await page.getByRole("button", { name: "Search" }).click();
  await page.getByRole("heading", { name: "This did not work" }).waitFor();
  await checkAccessibility(page, "a list that cannot be read");
  assert.equal(await page.getByLabel("Name").inputValue(), "jones");
  await page.unroute("**/v1/customers?*");
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByRole("link", { name: "Jones", exact: true }).waitFor();
});

test("an organization that was added twice is merged by an administrator", async () => {
  const { organization } = await partner();
  const page = await signIn("program-admin", "/app/directory/new");
  await page.getByLabel("Name (required)").fill(organization.name.toUpperCase());
  await page.getByRole("button", { name: "Add organization" }).click();
  await page.getByRole("heading", { name: "An organization with this name already exists" }).waitFor();
  await page.getByText("Select this one").waitFor();
  await checkAccessibility(page, "an organization alike");
  await page.getByRole("button", { name: "Mine is a different one: add it" }).click();
  await page.getByRole("heading", { name: organization.name.toUpperCase(), level: 1 }).waitFor();
  await page.getByText("There are no contacts yet.").waitFor();
  await page.getByRole("button", { name: "Merge into another organization" }).click();
  await page.getByLabel("Name of the organization").fill(organization.name);
  await page.getByRole("button", { name: "Search", exact: true }).click();
  await page.getByRole("button", { name: `Select ${organization.name}` }).click();
  await checkAccessibility(page, "an organization that is being merged");
  await page.getByRole("button", { name: "Merge", exact: true }).click();
  await page.getByText("was merged into this organization").waitFor();
  await page.getByText("Alex Rivera").waitFor();
  await page.getByRole("button", { name: "Correct the organization" }).click();
  await page.getByLabel("Phone").fill("217-555-0199");
  await page.getByRole("button", { name: "Save the correction" }).click();
  await page.getByText("The organization was corrected.").waitFor();
  await checkAccessibility(page, "an organization");
  await settled();
});

test("an administrator sees who looked at a customer", async () => {
  const referral = await sentReferral("c25");
  const { name } = await call("case-manager", "GET", "/v1/me");
  await call("case-manager", "GET", `/v1/referrals/${referral.id}`);
  const page = await signIn("program-admin", "/app/customers/c25");
  await page.getByRole("link", { name: "Who saw this customer" }).click();
  await page.getByRole("row").filter({ hasText: name }).filter({ hasText: "Case manager" }).getByRole("link", { name: "Referral" }).first().click();
  await page.getByRole("heading", { name: `Referral ${referral.reference}` }).waitFor();
});
