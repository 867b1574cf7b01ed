// Two people at once: whoever comes second is told what the first did and when, and keeps what was typed.
import assert from "node:assert/strict";

import { checkAccessibility } from "./support/accessibility.mjs";
import { signIn, test, tick } from "./support/browser.mjs";
import { call, form, partner, sentForm, sentReferral, settled } from "./support/system.mjs";

const nameOf = async (persona) => (await call(persona, "GET", "/v1/me")).name;

test("a referral that was answered meanwhile is canceled with the second try", async () => {
  const referral = await sentReferral("c03");
  const page = await signIn("case-manager", `/app/referrals/${referral.id}`);
  await page.getByLabel("Reason for canceling").fill("No longer needed.");
  await call("case-manager", "POST", `/v1/referrals/${referral.id}/answers`, {
    decision: "pending", name: "Alex Rivera", channel: "telephone", note: "Calls back on Monday.",
  });
  await page.getByRole("button", { name: "Cancel Sent Referral" }).click();
  await page.getByRole("heading", { name: "Somebody else changed this referral" }).waitFor();
  const news = page.getByRole("status").locator("li").filter({ hasText: "Calls back on Monday." });
  assert.match(await news.innerText(), /Answered: pending[\s\S]*\d:\d\d [AP]M C[SD]T, \S+/, "what, when and who");
  assert.equal(await page.getByLabel("Reason for canceling").inputValue(), "No longer needed.");
  await checkAccessibility(page, "a change by somebody else");
  await page.getByRole("button", { name: "Cancel Sent Referral" }).click();
  await page.locator(".timeline").getByText("No longer needed.").waitFor();
});

/** A draft of a support-services referral that lacks nothing. */
async function draft(customerId) {
  const { organization, contact } = await partner();
  const body = { customerId, organizationId: organization.id, contactId: contact.id, services: ["transportation"], note: "Mornings." };
  const { id } = await call("case-manager", "POST", "/v1/referrals", { ...body, draft: true });
  return { id, body };
}

test("a draft that a colleague changed takes over what was not typed here", async () => {
  const { id, body } = await draft("c22");
  const page = await signIn("case-manager", `/app/customers/c22/referrals/new?draft=${id}`);
  await tick(page, "Legal Aid");
  await call("program-admin", "PUT", `/v1/referrals/${id}`, { ...body, note: "Afternoons." });
  await page.getByRole("button", { name: "Submit Referral" }).click();
  const notice = page.getByRole("status").filter({ hasText: "Somebody else changed this referral" });
  await notice.getByText(await nameOf("program-admin")).waitFor();
  await notice.getByText("Mornings. became Afternoons.").waitFor();
  await checkAccessibility(page, "a draft that a colleague changed");
  assert.equal(await page.getByLabel("Other Notes").inputValue(), "Afternoons.");
  assert.ok(await page.getByLabel("Legal Aid").isChecked());
  await page.getByRole("button", { name: "Submit Referral" }).click();
  await page.getByText(/Referral R-\S+ was sent to/).waitFor();
  const sent = await call("case-manager", "GET", `/v1/referrals/${id}`);
  assert.equal(sent.note, "Afternoons.");
  assert.deepEqual(sent.services.map(({ key }) => key).sort(), ["legal-aid", "transportation"]);
});

test("what was typed into a draft can be given up for what a colleague saved", async () => {
  const { id, body } = await draft("c23");
  const page = await signIn("case-manager", `/app/customers/c23/referrals/new?draft=${id}`);
  await page.getByLabel("Other Notes").fill("Evenings.");
  await call("program-admin", "PUT", `/v1/referrals/${id}`, { ...body, note: "Afternoons." });
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Mornings. became Afternoons.").waitFor();
  assert.equal(await page.getByLabel("Other Notes").inputValue(), "Evenings.");
  await page.getByRole("button", { name: "Discard what I typed" }).click();
  assert.equal(await page.getByLabel("Other Notes").inputValue(), "Afternoons.");
  await page.getByText("Somebody else changed this referral").waitFor({ state: "detached" });
});

test("a draft that a colleague has sent says so", async () => {
  const { id } = await draft("c24");
  const page = await signIn("case-manager", `/app/customers/c24/referrals/new?draft=${id}`);
  await page.getByLabel("Other Notes").fill("Evenings.");
  await call("program-admin", "POST", `/v1/referrals/${id}/send`, {});
  await page.getByRole("button", { name: "Submit Referral" }).click();
  await page.getByText("It is now: Sent.").waitFor();
  assert.equal(await page.getByLabel("Other Notes").inputValue(), "Evenings.");
  await page.getByRole("link", { name: "View the referral as it is now" }).click();
  await page.getByRole("button", { name: "Cancel Sent Referral" }).waitFor();
});

test("a form that a colleague changed shows the change beside what was typed", async () => {
  const { id } = await form();
  const page = await signIn("navigator", `/app/referrals/${id}/form`);
  await page.getByLabel("Notes").fill("Has no car.");
  await call("navigator-2", "PUT", `/v1/referrals/${id}/form`, { fields: [{ key: "hoursPerWeek", value: "12" }] });
  await page.getByRole("button", { name: "Send to Provider" }).click();
  const notice = page.getByRole("status").filter({ hasText: "Somebody else changed this referral" });
  await notice.getByText(await nameOf("navigator-2")).waitFor();
  await notice.getByText("empty became 12").waitFor();
  await checkAccessibility(page, "a form that a colleague changed");
  assert.equal(await page.getByLabel("Notes").inputValue(), "Has no car.");
  await page.getByRole("button", { name: "Send to Provider" }).click();
  await page.getByText(/The form was sent to/).waitFor();
});

test("what was typed stays through a reload, and what was not is as it now is", async () => {
  const { organization, contact } = await partner();
  const page = await signIn("case-manager", `/app/directory/${organization.id}/contacts/${contact.id}`);
  await page.getByLabel("Title").fill("Director");
  await call("case-manager", "PATCH", `/v1/organizations/${organization.id}/contacts/${contact.id}`, { phone: "217-555-0188" });
  await page.reload();
  await page.getByLabel("Title").waitFor();
  assert.equal(await page.getByLabel("Title").inputValue(), "Director");
  assert.equal(await page.getByLabel("Phone").inputValue(), "217-555-0188");
});

test("a provider is told of a colleague's answer, and of a withdrawal", async () => {
  const { id } = await sentForm();
  const page = await signIn("provider", `/app/client-referrals/${id}`);
  await page.getByLabel("Reason for rejecting").fill("Full until March.");
  await call("provider", "POST", `/v1/provider/referrals/${id}/response`, { decision: "accepted" });
  await page.getByRole("button", { name: "Reject" }).click();
  const notice = page.getByRole("status").filter({ hasText: "This referral has changed" });
  await notice.getByText(`${await nameOf("provider")} has answered in the meantime: Accepted`).waitFor();
  await checkAccessibility(page, "a referral that a colleague answered");
  assert.equal(await page.getByLabel("Reason for rejecting").inputValue(), "Full until March.");

  await call("navigator", "POST", `/v1/referrals/${id}/cancel`, {});
  await page.getByRole("button", { name: "Reject" }).click();
  await notice.getByText("It is now: Canceled.").waitFor();
  await notice.getByText("You typed: Full until March.").waitFor();
  await checkAccessibility(page, "a referral that was withdrawn");
});

test("a task that a colleague completed says how", async () => {
  const { id } = await sentForm();
  await call("provider", "POST", `/v1/provider/referrals/${id}/response`, { decision: "accepted" });
  await settled();
  const { items } = await call("navigator", "GET", "/v1/tasks?status=open");
  const task = items.find(({ details }) => details.referralId === id);
  const page = await signIn("navigator", `/app/tasks/${task.id}`);
  await tick(page, "DCF-Pending");
  await page.getByLabel("Note").fill("Starts on Monday.");
  await call("navigator", "POST", `/v1/tasks/${task.id}/complete`, { outcome: "DCF-Complete" });
  await page.getByRole("button", { name: "Complete the task" }).click();
  await page.getByText("Somebody else completed this task").waitFor();
  await page.getByText("Your note: Starts on Monday.").waitFor();
  await page.getByText(/Completed .*DCF-Complete/).waitFor();
  await checkAccessibility(page, "a task that a colleague completed");
});
