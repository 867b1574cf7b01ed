// Every form that is sent with mistakes says so at their place, and keeps what was typed.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { before } from "node:test";

import { checkAccessibility } from "./support/accessibility.mjs";
import { go, signIn, test, tick } from "./support/browser.mjs";
import { call, consent, partner } from "./support/system.mjs";

/** What the addresses below name. */
const ids = {};

before(async () => {
  const { organization, contact } = await partner();
  const referral = await call("case-manager", "POST", "/v1/referrals", {
    customerId: "c21", organizationId: organization.id, contactId: contact.id, services: ["transportation", "legal-aid"], consent: consent(),
  });
  const client = `mistaken-${randomUUID()}`;
  await call("integration-ks", "PUT", `/v1/customers/${client}`, {
    firstName: "Mina", lastName: "Stake", grantee: "dcf", caseNumber: `M-${client.slice(-6)}`,
    programBlocks: [{ block: "GOALS", navigator: "navigator" }],
  });
  const { activities } = await call("navigator", "GET", "/v1/activities");
  const [{ name, sessions }] = activities;
  const activity = await call("navigator", "POST", `/v1/customers/${client}/activities`, {
    programBlock: "GOALS", activityName: name, sessionDescription: sessions[0].description, providerId: sessions[0].providers[0],
    startDate: "2026-12-01", endDate: "2027-01-29",
  });
  const { referralId } = await call("navigator", "POST", `/v1/customers/${client}/activities/${activity.id}/form`);
  const task = (await call("navigator", "GET", "/v1/tasks?status=open")).items[0];
  const offered = (await call("provider", "GET", "/v1/provider/referrals?status=sent")).items[0];
  const another = await call("navigator", "POST", `/v1/customers/${client}/activities`, {
    programBlock: "GOALS", activityName: name, sessionDescription: sessions[0].description, providerId: sessions[0].providers[0],
    startDate: "2026-12-01", endDate: "2027-01-29",
  });
  Object.assign(ids, {
    referral: referral.id, organization: organization.id, contact: contact.id, client, form: referralId,
    activity: another.id, task: task.id, clientReferral: offered.id,
    chosen: new URLSearchParams({ activity: name, session: sessions[0].description }),
  });
});

const type = (label, text) => async (page) => {
  await page.getByLabel(label).fill(text);
  return async () => assert.equal(await page.getByLabel(label).inputValue(), text);
};
const press = (name) => async (page) => {
  await page.getByRole("button", { name, exact: true }).click();
};
const nothing = async () => async () => {};

/** The forms: whose, at which address, what opens it, what is typed, and what sends it. */
const forms = {
  "New Organization": ["case-manager", () => "/app/directory/new", nothing, type("Phone", "217-555-0123"), press("Add organization")],
  "New Contact": ["case-manager", () => `/app/directory/${ids.organization}`, press("New Contact"), type("Title", "Director"), press("Add contact")],
  "Correct the contact": ["case-manager", () => `/app/directory/${ids.organization}/contacts/${ids.contact}`, nothing, type("Email (required)", "nobody at all"), press("Save the correction")],
  "Correct the organization": ["program-admin", () => `/app/directory/${ids.organization}`, press("Correct the organization"), type("Name (required)", " "), press("Save the correction")],
  "a legal hold": ["program-admin", () => "/app/customers/c21/held", nothing, type("Reason", " "), press("Put on hold")],
  "an assessment": ["case-manager", () => "/app/customers/c21/assessments/new", nothing, type("Date of the assessment", "13/45/2026"), press("Enter the assessment")],
  "New Referral": ["case-manager", () => "/app/customers/c21/referrals/new", nothing, type("Other Notes", "Mornings are best."), press("Submit Referral")],
  "an answer": ["case-manager", () => `/app/referrals/${ids.referral}/answer`, nothing, type("Note", "Called back."), press("Record the answer")],
  "the consent": ["case-manager", () => `/app/referrals/${ids.referral}/consent`, nothing, type("Who agreed", "Somebody"), press("Record the consent")],
  "the end of the consent": ["case-manager", () => `/app/referrals/${ids.referral}/consent`, nothing, type("Note", "By telephone."), press("Withdraw the consent")],
  "a new activity": ["navigator", () => `/app/customers/${ids.client}/activities/new?${ids.chosen}`, nothing, type("Additional Comments", "Evenings."), press("Save")],
  "an activity": ["navigator", () => `/app/customers/${ids.client}/activities/${ids.activity}`, nothing, type("Hours per week", "400"), press("Save")],
  "the P301": ["navigator", () => `/app/referrals/${ids.form}/form`, nothing, type("End date", "2/30/2027"), press("Save")],
  "a second service": ["navigator", () => `/app/referrals/${ids.form}`, nothing, type("Note", "Evenings."), press("Note the service")],
  "a task": ["navigator", () => `/app/tasks/${ids.task}`, nothing, type("Note", "Called the client."), press("Complete the task")],
  "a rejection": ["provider", () => `/app/client-referrals/${ids.clientReferral}`, nothing, type("Reason for rejecting", " "), press("Reject")],
};

/** Every mistake in the summary is said for a person, names its field, and leads there. */
async function leadsToFields(page, name) {
  const mistakes = page.locator(".problem li");
  assert.ok((await mistakes.count()) > 0, `${name} has a summary`);
  for (const mistake of await mistakes.all()) {
    const text = await mistake.innerText();
    assert.match(text, /^.+: .+/, name);
    assert.doesNotMatch(text, /YYYY-MM-DD|GET \/|Use one of|sub of/, name);
    await mistake.getByRole("link").click();
    // The focus follows when the page gets to it, which may take a moment on a busy machine.
    await page.waitForFunction(() => !document.activeElement.closest(".problem"));
    const at = await page.evaluate(() => {
      const { activeElement: focused } = document;
      const described = focused.closest("[aria-describedby$=-error]");
      return { control: focused.matches("input, select, textarea, button, h2"), why: document.getElementById(described?.getAttribute("aria-describedby").split(" ").at(-1))?.textContent };
    });
    assert.ok(at.control, `${name}: ${text} leads to a control`);
    assert.ok(text.endsWith(at.why?.trim()), `${name}: ${text} is said of what it leads to, ${at.why}`);
  }
}

for (const persona of new Set(Object.values(forms).map(([persona]) => persona))) {
  test(`mistakes in the forms of ${persona}`, async () => {
    const page = await signIn(persona);
    for (const [name, [of, address, opens, typed, sends]] of Object.entries(forms)) {
      if (of !== persona) continue;
      await go(page, address());
      await opens(page);
      const isKept = await typed(page);
      await sends(page);
      const mistake = page.locator(".usa-error-message").first();
      await mistake.waitFor();
      assert.notEqual((await mistake.innerText()).trim(), "");
      await leadsToFields(page, name);
      await isKept();
      await checkAccessibility(page, `${name} with mistakes`);
    }
  });
}

test("what could not be sent is sent with the next try", async () => {
  const page = await signIn("case-manager", `/app/referrals/${ids.referral}/answer`);
  await page.getByLabel("Name of the person at the partner").fill("Alex Rivera");
  await tick(page, "Pending");
  await page.route("**/answers", (route) => route.abort());
  await page.getByRole("button", { name: "Record the answer" }).click();
  await page.getByText("The system cannot be reached.").waitFor();
  await checkAccessibility(page, "a form that could not be sent");
  await page.unroute("**/answers");
  await page.getByRole("button", { name: "Record the answer" }).click();
  await page.getByText("The answer was recorded.").waitFor();
});

test("each mistake of one service names the service", async () => {
  const page = await signIn("case-manager", `/app/referrals/${ids.referral}/answer`);
  await page.getByLabel("Name of the person at the partner").fill("Alex Rivera");
  await page.getByLabel("Legal Aid").selectOption("rejected");
  await page.getByRole("button", { name: "Record the answer" }).click();
  await page.getByRole("link", { name: "Reason for Legal Aid: Choose why it was rejected." }).click();
  assert.equal(await page.evaluate(() => document.activeElement.labels[0].textContent), "Reason (required)");
  await checkAccessibility(page, "a service without its reason");
});
