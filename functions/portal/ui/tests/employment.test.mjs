// The employment program's walk: from the activity to the task, as a navigator and as a provider.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { before } from "node:test";

import { checkAccessibility } from "./support/accessibility.mjs";
import { go, signIn, test, tick } from "./support/browser.mjs";
import { call, settled } from "./support/system.mjs";

const client = `client-${process.pid}`;
const caseNumber = `K-${process.pid}`;

before(async () => {
  await call("integration-ks", "PUT", `/v1/customers/${client}`, {
    firstName: "Renata", lastName: `Quill${process.pid}`, grantee: "dcf", caseNumber, phone: "785-555-0100",
    programBlocks: [{ block: "Work Programs", navigator: "navigator" }],
  });
  await call("integration-ks", "PUT", "/v1/organizations/provider-heartland", { name: "Heartland Works" });
  await call("integration-ks", "PUT", "/v1/organizations/provider-heartland/contacts/casey", {
    name: "Casey Morgan", email: "casey@heartland.referrals.test",
  });
  await call("integration-ks", "PUT", "/v1/organizations/provider-flinthills", { name: "Flint Hills Services" });
});

/** Adds an activity and generates its form, up to the page of the form. */
async function generate(page, activity, session) {
  await page.goto(new URL(`/app/customers/${client}/activities`, page.url()).href);
  await page.getByRole("link", { name: "Select Activity" }).click();
  await page.getByLabel("Activity Name").selectOption(activity);
  await tick(page, session);
  await checkAccessibility(page, "Select Activity");
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByLabel("Additional Comments").waitFor();
  await page.goBack();
  assert.equal(await page.getByLabel("Activity Name").inputValue(), activity, "the way back keeps what was chosen");
  await page.getByRole("button", { name: "Continue" }).click();
  await tick(page, "Heartland Works");
  await page.getByLabel("Start date").fill("12/01/2026");
  await page.getByLabel("End date").fill("02/26/2027");
  await page.getByLabel("Hours per week").fill("20");
  await page.getByLabel("Additional Comments").fill("Needs evening hours.");
  await page.getByRole("button", { name: "Toggle calendar" }).first().click();
  await page.getByRole("application").waitFor();
  await checkAccessibility(page, "Customer Activity Detail, new, with the calendar");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("The activity was added.").waitFor();
  await page.getByRole("link", { name: "Customer Activity List" }).click();
  await page.getByRole("row").filter({ hasText: session }).getByRole("link", { name: activity }).click();
  await page.getByRole("button", { name: "Generate Form" }).waitFor();
  await checkAccessibility(page, "Customer Activity Detail");
  await page.getByRole("button", { name: "Generate Form" }).click();
  await page.getByRole("heading", { name: /P301/ }).waitFor();
}

test("a client is referred, rejected with a reason, and the task is completed", async () => {
  const page = await signIn("navigator");
  await page.getByLabel("Name or case number").fill(caseNumber);
  await page.getByRole("button", { name: "Search" }).click();
  await page.getByRole("row").filter({ hasText: "Renata" }).waitFor();
  await checkAccessibility(page, "the client search");
  await generate(page, "Job Search", "Job Search Assistance");
  await page.getByLabel("Notes").fill("Needs evening hours. Has no car.");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("button", { name: "Save" }).and(page.locator(":disabled")).waitFor();
  await page.reload();
  assert.equal(await page.getByLabel("Notes").inputValue(), "Needs evening hours. Has no car.");
  await checkAccessibility(page, "the form");
  await page.getByRole("button", { name: "Send to Provider" }).click();
  await page.getByText("The form was sent to Heartland Works.").waitFor();
  const reference = /R-\S+/.exec(await page.getByRole("heading", { name: /Referral R-/ }).innerText())[0];
  await checkAccessibility(page, "a sent form's referral");
  await page.goto(new URL(`/app/customers/${client}/documents`, page.url()).href);
  await page.getByRole("row").filter({ hasText: "Sent to Provider" }).waitFor();
  await checkAccessibility(page, "Distributed Documents");

  const provider = await signIn("provider");
  await provider.getByLabel("Status").selectOption("rejected");
  await provider.getByRole("button", { name: "Search" }).click();
  await provider.waitForURL(/status=rejected/);
  await provider.getByRole("link", { name: `View referral ${reference}` }).waitFor({ state: "detached" });
  await provider.getByLabel("Status").selectOption("sent");
  await provider.getByLabel("Client or case number").fill("renata");
  await provider.getByRole("button", { name: "Search" }).click();
  await checkAccessibility(provider, "View Client Referrals");
  await provider.getByRole("link", { name: `View referral ${reference}` }).click();
  await provider.getByText("Needs evening hours. Has no car.").waitFor();
  const [download] = await Promise.all([
    provider.waitForEvent("download"),
    provider.getByRole("button", { name: "Download the PDF" }).click(),
  ]);
  assert.match((await readFile(await download.path())).subarray(0, 5).toString(), /%PDF-/);
  assert.equal(download.suggestedFilename(), `P301-${reference}.pdf`);
  await checkAccessibility(provider, "a client's referral");
  await provider.getByRole("button", { name: "Reject" }).click();
  await provider.locator(".usa-error-message").waitFor();
  await checkAccessibility(provider, "a rejection without its reason");
  await provider.getByLabel("Reason for rejecting").fill("Our workshop is full until March.");
  await provider.getByRole("button", { name: "Reject" }).click();
  await provider.getByText("no longer shown").waitFor();
  await provider.getByText("Our workshop is full until March.").first().waitFor();
  assert.equal(await provider.getByText("Renata").count(), 0);
  await checkAccessibility(provider, "a rejected referral");

  await settled();
  await page.getByRole("link", { name: "Tasks" }).click();
  const row = page.getByRole("row").filter({ hasText: "Renata" }).filter({ hasText: "Provider Referral Rejected" });
  await row.waitFor();
  await checkAccessibility(page, "Tasks");
  await row.getByRole("link").click();
  await page.getByText("Our workshop is full until March.").waitFor();
  await page.getByRole("button", { name: "Complete the task" }).click();
  await page.getByRole("heading", { name: "This did not work" }).waitFor();
  await tick(page, "DCF-Complete");
  await page.getByLabel("Note").fill("Client starts elsewhere.");
  await checkAccessibility(page, "a task");
  await page.getByRole("button", { name: "Complete the task" }).click();
  await page.getByText(/Completed .*DCF-Complete/).waitFor();
  await checkAccessibility(page, "a completed task");
});

test("a second service is noted on the first referral", async () => {
  const page = await signIn("navigator");
  await generate(page, "Job Readiness", "Workplace Skills");
  await page.getByRole("button", { name: "Send to Provider" }).click();
  await page.getByText("The form was sent to Heartland Works.").waitFor();
  await page.getByLabel("Second service").fill("Barrier Reduction Case Management");
  await page.getByRole("button", { name: "Note the service" }).click();
  await page.getByText("Second service noted").waitFor();
  const id = page.url().split("/").at(-1);
  const reference = /R-\S+/.exec(await page.getByRole("heading", { name: /Referral R-/ }).innerText())[0];
  const provider = await signIn("provider", `/app/client-referrals/${id}`);
  await provider.getByText("Barrier Reduction Case Management").waitFor();
  await provider.getByRole("button", { name: "Accept" }).click();
  await provider.getByText("You can still change the answer.").waitFor();
  await checkAccessibility(provider, "an accepted referral");

  await settled();
  await go(page, "/app/tasks");
  await page.getByRole("row").filter({ hasText: "Provider Referral Accepted" }).filter({ hasText: `Quill${process.pid}` }).getByRole("link").click();
  await page.getByRole("link", { name: reference }).waitFor();
  await tick(page, "DCF-Pending");
  await page.getByRole("button", { name: "Complete the task" }).click();
  await page.getByText(/Completed .*DCF-Pending/).waitFor();
  await page.getByRole("link", { name: "Tasks" }).first().click();
  await page.getByRole("link", { name: "Completed" }).click();
  await page.getByRole("row").filter({ hasText: "DCF-Pending" }).filter({ hasText: `Quill${process.pid}` }).waitFor();
});
