// The guide's walk: from the search to the partner's answer, as a case manager.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";

import { checkAccessibility } from "./support/accessibility.mjs";
import { newPage, signIn, test, tick } from "./support/browser.mjs";
import { call, linkIn, newestMail, partner, sentReferral, settled } from "./support/system.mjs";

test("a customer is found and referred, and the partner's answer is there", async () => {
  const { organization, contact } = await partner();
  const page = await signIn("case-manager");

  await page.getByRole("heading", { name: "Customers", level: 1 }).waitFor();
  const { groups } = await call("case-manager", "GET", "/v1/me");
  assert.deepEqual(await page.getByLabel("Group").locator("option").allInnerTexts(), ["All groups", ...groups]);
  await page.getByLabel("Group").selectOption("CEJA/FEJA Programs");
  await page.getByLabel("Name").fill("jon");
  await page.getByRole("button", { name: "Search" }).click();
  await page.getByRole("row", { name: /Jones John/ }).waitFor();
  assert.match(page.url(), /q=jon&group=CEJA/, "the search stands in the address");
  await checkAccessibility(page, "the search");
  await page.getByRole("link", { name: "Jones", exact: true }).click();
  await page.getByText("306 E Adams").waitFor();
  await checkAccessibility(page, "the customer's details");

  await page.getByRole("link", { name: "Referral", exact: true }).click();
  await page.getByRole("link", { name: "New Referral" }).click();
  await page.getByRole("button", { name: "Search Organization" }).click();
  await page.getByLabel("Name of the organization").fill(organization.name);
  await page.getByRole("button", { name: "Search", exact: true }).click();
  await page.getByRole("button", { name: `Select ${organization.name}` }).click();
  await page.getByRole("button", { name: "Search Contact" }).click();
  await page.getByRole("button", { name: `Select ${contact.name}` }).click();
  await tick(page, "Transportation");
  await page.getByLabel("Other Notes").fill("Mornings are best.");
  await checkAccessibility(page, "New Referral");
  await page.getByRole("button", { name: "Submit Referral" }).click();
  await page.getByText(/Referral R-\S+ was sent to/).waitFor();
  const row = page.getByRole("row").filter({ hasText: organization.name });
  assert.match(await row.innerText(), /Sent/);
  await checkAccessibility(page, "the customer's referrals");

  const partnerPage = await newPage({ javaScriptEnabled: false });
  await partnerPage.goto(linkIn(await newestMail(contact.email)));
  await partnerPage.getByText("Mornings are best.").waitFor();
  await partnerPage.locator('label[for="decision-accepted"]').click();
  await partnerPage.locator('input[name="name"]').fill("Alex Rivera");
  await partnerPage.locator('form button').first().click();
  await partnerPage.getByText("Accepted").first().waitFor();

  await row.getByRole("link", { name: /View/ }).click();
  await page.getByText("Answered: accepted").waitFor();
  await checkAccessibility(page, "View");
});

test("what is missing is said at its place, and what was chosen stays through a reload", async () => {
  const { organization } = await partner();
  const page = await signIn("case-manager", "/app/customers");
  await page.getByRole("link", { name: "Aponte" }).click();
  await page.getByRole("link", { name: "Referral", exact: true }).click();
  await page.getByRole("link", { name: "New Referral" }).click();
  await page.getByRole("button", { name: "Search Organization" }).click();
  await page.getByLabel("Name of the organization").fill(organization.name);
  await page.getByRole("button", { name: "Search", exact: true }).click();
  await page.getByRole("button", { name: `Select ${organization.name}` }).click();
  await page.getByLabel("Other Notes").fill("Speaks Polish.");
  await page.getByRole("button", { name: "Submit Referral" }).click();
  await page.getByRole("heading", { name: "The referral was not sent" }).waitFor();
  await page.getByRole("region", { name: /Step 2/ }).getByText("Choose the contact to send it to.").waitFor();
  await checkAccessibility(page, "New Referral with mistakes");

  await page.reload();
  await page.getByText(organization.name).waitFor();
  assert.equal(await page.getByLabel("Other Notes").inputValue(), "Speaks Polish.");

  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText(/Referral R-\S+ was saved/).waitFor();
  await page.getByRole("row").filter({ hasText: organization.name }).getByRole("link", { name: /View/ }).click();
  await page.getByRole("link", { name: "Continue with the draft" }).click();
  assert.equal(await page.getByLabel("Other Notes").inputValue(), "Speaks Polish.");
  await page.getByRole("button", { name: "New Contact" }).click();
  await page.getByLabel("Name (required)").fill("Sam Ortiz");
  await page.getByLabel("Email (required)").fill(`sam-${process.pid}@partner.test`);
  await checkAccessibility(page, "New Contact");
  await page.getByRole("button", { name: "Add contact" }).click();
  await tick(page, "Health Care");
  await page.getByRole("button", { name: "Submit Referral" }).click();
  await page.getByText(/Referral R-\S+ was sent to/).waitFor();
});

test("a sensitive service asks for the consent", async () => {
  const { organization, contact } = await partner();
  const page = await signIn("case-manager", "/app/customers");
  await page.getByRole("link", { name: "Ashby" }).click();
  await page.getByRole("link", { name: "Referral", exact: true }).click();
  await page.getByRole("link", { name: "New Referral" }).click();
  await page.getByRole("button", { name: "Search Organization" }).click();
  await page.getByLabel("Name of the organization").fill(organization.name);
  await page.getByRole("button", { name: "Search", exact: true }).click();
  await page.getByRole("button", { name: `Select ${organization.name}` }).click();
  await page.getByRole("button", { name: "Search Contact" }).click();
  await page.getByRole("button", { name: `Select ${contact.name}` }).click();
  await tick(page, "Child Safety");
  await page.getByRole("button", { name: "Submit Referral" }).click();
  await page.getByText("The customer's consent is needed").first().waitFor();
  await page.getByLabel("Who agreed").fill("Jerome Ashby");
  await tick(page, "Written");
  const year = new Date().getFullYear();
  await page.getByLabel("On (required)").fill(`01/01/${year - 1}`);
  await page.getByLabel("Until (required)").fill(`12/31/${year + 1}`);
  await checkAccessibility(page, "New Referral with the consent");
  await page.getByRole("button", { name: "Submit Referral" }).click();
  await page.getByText(/Referral R-\S+ was sent to/).waitFor();

  await page.getByRole("row").filter({ hasText: organization.name }).getByRole("link", { name: /View/ }).click();
  await page.getByRole("link", { name: "Renew or withdraw the consent" }).click();
  await page.getByLabel("Who withdrew it").fill("Jerome Ashby");
  await checkAccessibility(page, "the consent");
  await page.getByRole("button", { name: "Withdraw the consent" }).click();
  await page.getByText("The consent was withdrawn, and the referral was canceled.").waitFor();
  await page.getByText("Consent withdrawn", { exact: true }).waitFor();
});

test("a referral is canceled with its reason, and resent", async () => {
  const referral = await sentReferral("c02");
  const page = await signIn("case-manager", `/app/referrals/${referral.id}`);
  await page.getByLabel("Reason for canceling").fill("Found a place of her own.");
  await page.getByRole("button", { name: "Cancel Sent Referral" }).click();
  await page.locator(".timeline").getByText("Found a place of her own.").waitFor();
  assert.equal(await page.getByRole("button", { name: "Cancel Sent Referral" }).count(), 0);
  await checkAccessibility(page, "a canceled referral");
  await page.getByRole("button", { name: "Resend Referral" }).click();
  await page.locator(".timeline").getByText("Sent again").waitFor();
  await page.getByRole("button", { name: "Cancel Sent Referral" }).waitFor();
});

test("a referral is resent to another contact, and the first one's link is dead", async () => {
  const referral = await sentReferral("c02");
  const old = linkIn(await newestMail(referral.contact.email));
  const other = await call("case-manager", "POST", `/v1/organizations/${referral.organization.id}/contacts`, {
    name: "Robin Hale", email: `robin-${referral.contact.email}`,
  });
  const page = await signIn("case-manager", `/app/referrals/${referral.id}`);
  await tick(page, "Robin Hale");
  await page.getByRole("button", { name: "Resend Referral" }).click();
  await page.locator(".timeline").getByText(/Robin Hale/).waitFor();
  const mail = await newestMail(other.email);
  assert.match(mail.text, new RegExp(referral.reference));
  assert.equal((await fetch(linkIn(mail), { headers: { accept: "text/html" } })).status, 200);
  assert.equal((await fetch(old, { headers: { accept: "text/html" } })).status, 404);
});

test("an organization that is not there yet is added in the window", async () => {
  const name = `Added ${randomUUID().slice(0, 8)}`;
  const page = await signIn("case-manager", "/app/customers/c09/referrals/new");
  await page.getByRole("button", { name: "Search Organization" }).click();
  await page.getByLabel("Name of the organization").fill(name);
  await page.getByRole("button", { name: "Search", exact: true }).click();
  await page.getByText("No organization was found.").waitFor();
  await checkAccessibility(page, "New Referral, with no organization found");
  await page.getByRole("button", { name: "New Organization" }).click();
  await page.getByLabel("Name (required)").fill(name);
  await checkAccessibility(page, "New Referral, with a new organization");
  await page.getByRole("button", { name: "Add organization" }).click();
  await page.locator(".chosen").getByText(name).waitFor();
  await page.getByRole("button", { name: "Search Contact" }).click();
  await page.getByText("The organization has no contacts yet.").waitFor();
  await page.getByRole("button", { name: "New Contact" }).click();
  await page.getByLabel("Name (required)").fill("Sam Ortiz");
  await page.getByLabel("Email (required)").fill(`${name.replace(" ", "-")}@partner.test`);
  await page.getByRole("button", { name: "Add contact" }).click();
  await page.locator(".chosen").getByText("Sam Ortiz").waitFor();
  await page.getByRole("button", { name: "More services" }).click();
  await tick(page, "Uniforms");
  await checkAccessibility(page, "New Referral with all its services");
  await page.getByRole("button", { name: "Submit Referral" }).click();
  await page.getByText(/Referral R-\S+ was sent to/).waitFor();
  await page.getByRole("row").filter({ hasText: name }).getByText("Uniforms").waitFor();
});

test("a second referral for the same service needs a reason", async () => {
  const first = await sentReferral("c04", ["legal-aid"]);
  const page = await signIn("case-manager", "/app/customers/c04/referrals/new");
  await page.getByRole("button", { name: "Search Organization" }).click();
  await page.getByLabel("Name of the organization").fill(first.organization.name);
  await page.getByRole("button", { name: "Search", exact: true }).click();
  await page.getByRole("button", { name: `Select ${first.organization.name}` }).click();
  await page.getByRole("button", { name: "Search Contact" }).click();
  await page.getByRole("button", { name: "Select Alex Rivera" }).click();
  await tick(page, "Legal Aid");
  await page.getByRole("button", { name: "Submit Referral" }).click();
  const view = page.getByRole("link", { name: "View the open referral" });
  await view.waitFor();
  assert.match((await view.getAttribute("href")) ?? "", new RegExp(first.id));
  await checkAccessibility(page, "a duplicate");
  await page.getByLabel("Reason for a second referral").fill("Another court date.");
  await page.getByRole("button", { name: "Submit Referral" }).click();
  await page.getByText(/Referral R-\S+ was sent to/).waitFor();
});

test("an address that stands for none is warned of, refused, and corrected on the way", async () => {
  const { organization } = await partner();
  const page = await signIn("case-manager", "/app/customers/c33/referrals/new");
  await page.getByRole("button", { name: "New Organization" }).click();
  await page.getByLabel("Name (required)").fill(organization.name);
  await page.getByRole("button", { name: "Add organization" }).click();
  await page.getByRole("button", { name: "Select this one" }).waitFor();
  await page.waitForFunction(() => document.activeElement.matches(".picker .focused"));
  await page.getByRole("button", { name: "Select this one" }).click();
  await page.getByRole("button", { name: "New Contact" }).click();
  await page.getByLabel("Name (required)").fill("Sam Ortiz");
  await page.getByLabel("Email (required)").fill("sam@mail.example.org");
  await page.getByRole("status").getByText("No e-mail can be sent to this address.").waitFor();
  await checkAccessibility(page, "a contact without a real address");
  await page.getByRole("button", { name: "Add contact" }).click();
  await tick(page, "Transportation");
  await page.getByRole("button", { name: "Submit Referral" }).click();
  await page.getByRole("region", { name: /Step 2/ }).getByRole("link", { name: "Correct the contact" }).click();
  const email = `sam-${randomUUID()}@partner.test`;
  await page.getByLabel("Email (required)").fill(email);
  await page.getByRole("button", { name: "Save the correction" }).click();
  await page.locator(".chosen").getByText(email).waitFor();
  assert.ok(await page.getByLabel("Transportation", { exact: true }).isChecked());
  await page.getByRole("button", { name: "New Organization" }).click();
  assert.equal(await page.getByLabel("Name (required)").inputValue(), "", "what was typed of an organization is gone with the choice");
  await page.getByRole("button", { name: "Submit Referral" }).click();
  await page.getByText(/Referral R-\S+ was sent to/).waitFor();
});
