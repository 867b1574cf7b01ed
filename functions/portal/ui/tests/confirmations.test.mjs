// What was done is said, and has the focus; a second press while it is done does nothing; and nothing is said that is no
// longer so.
import assert from "node:assert/strict";

import { checkAccessibility } from "./support/accessibility.mjs";
import { signIn, test, tick } from "./support/browser.mjs";
import { bounce, call, form, newestMail, sentForm, sentReferral, settled } from "./support/system.mjs";

/** Waits until a page says what was done, with the keyboard's focus, in a live region that was there before. */
async function confirmed(page, text) {
  await page.getByRole("status").getByText(text).waitFor();
  await page.waitForFunction(() => document.activeElement?.matches('[role="status"] .focused'));
  assert.match(await page.evaluate(() => document.activeElement.textContent), text instanceof RegExp ? text : new RegExp(text));
}

test("a referral is sent again once, however often the button is pressed", async () => {
  const referral = await sentReferral("c30");
  const page = await signIn("case-manager", `/app/referrals/${referral.id}`);
  let letGo;
  const held = new Promise((resolve) => (letGo = resolve));
  let calls = 0;
  await page.route("**/resend", async (route) => {
    calls++;
    await held;
    await route.continue();
  });
  await page.getByRole("button", { name: "Resend Referral" }).focus();
  await page.keyboard.press("Enter");
  const sending = page.getByRole("button", { name: "Sending…" });
  await sending.waitFor();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Space");
  assert.ok(await sending.evaluate((it) => it === document.activeElement), "the button keeps the focus");
  letGo();
  await confirmed(page, `The referral was sent again to ${referral.contact.name}.`);
  assert.equal(calls, 1);
  await checkAccessibility(page, "a referral that was sent again");
});

test("a problem is not told any more when something else was done, nor what was done when there is one", async () => {
  const referral = await sentReferral("c30");
  const page = await signIn("case-manager", `/app/referrals/${referral.id}`);
  await page.route("**/resend", (route) => route.abort());
  await page.getByRole("button", { name: "Resend Referral" }).click();
  await page.getByText("The system cannot be reached.").waitFor();
  await page.getByRole("button", { name: "Cancel Sent Referral" }).click();
  await confirmed(page, `Referral ${referral.reference} was canceled.`);
  assert.equal(await page.getByText("The system cannot be reached.").count(), 0);
  await page.getByRole("button", { name: "Resend Referral" }).click();
  await page.getByText("The system cannot be reached.").waitFor();
  assert.equal(await page.getByText(`Referral ${referral.reference} was canceled.`).count(), 0);
});

test("the way back does not say again what was done before", async () => {
  const { organization, contact } = await sentReferral("c31");
  const page = await signIn("case-manager", "/app/customers/c31/referrals/new");
  await page.getByRole("button", { name: "Search Organization" }).click();
  await page.getByLabel("Name of the organization").fill(organization.name);
  await page.getByRole("button", { name: "Search", exact: true }).click();
  await page.getByRole("button", { name: `Select ${organization.name}` }).click();
  await page.getByRole("button", { name: "Search Contact" }).click();
  await page.getByRole("button", { name: `Select ${contact.name}` }).click();
  await tick(page, "Legal Aid");
  await page.getByRole("button", { name: "Submit Referral" }).click();
  const sent = page.getByText(/Referral R-\S+ was sent to/);
  await sent.waitFor();
  await page.getByRole("row").filter({ hasText: "Legal Aid" }).getByRole("link", { name: /View/ }).click();
  await page.getByRole("button", { name: "Cancel Sent Referral" }).click();
  await confirmed(page, /was canceled/);
  await page.goBack();
  const row = page.getByRole("row").filter({ hasText: "Legal Aid" }).filter({ hasText: "Canceled" });
  await row.waitFor();
  assert.equal(await sent.count(), 0);
  await page.reload();
  await row.waitFor();
  assert.equal(await sent.count(), 0);
});

test("an e-mail is followed until it has arrived, or come back", async () => {
  const referral = await sentReferral("c30");
  const mail = await newestMail(referral.contact.email);
  // What was delivered before is told as still on its way, until the page has been there for a while.
  const page = await signIn("case-manager", "/app/customers/c30");
  let early = true;
  await page.route(`**/v1/referrals/${referral.id}`, async (route) => {
    const response = await route.fetch();
    const now = await response.json();
    await route.fulfill({ response, json: early ? { ...now, delivery: "queued" } : now });
    early = false;
  });
  await page.goto(new URL(`/app/referrals/${referral.id}`, page.url()).href);
  await page.locator(".facts").getByText("On its way").waitFor();
  await bounce(mail);
  await page.locator(".facts").getByText("Came back").waitFor();
});

test("a draft is thrown away after a question, and is not sent again", async () => {
  const { id } = await call("case-manager", "POST", "/v1/referrals", { customerId: "c32", services: ["transportation"], draft: true });
  const page = await signIn("case-manager", `/app/referrals/${id}`);
  const discard = page.getByRole("complementary").getByRole("button").first();
  await discard.click();
  await page.getByRole("heading", { name: "Discard this draft?" }).waitFor();
  await checkAccessibility(page, "the question before a draft is thrown away");
  await page.keyboard.press("Escape");
  await page.getByRole("heading", { name: "Discard this draft?" }).waitFor({ state: "detached" });
  assert.ok(await discard.evaluate((it) => it === document.activeElement));
  await discard.click();
  await page.getByRole("button", { name: "Yes, discard it" }).click();
  await confirmed(page, "The draft was discarded.");
  assert.equal(await page.getByRole("button", { name: "Resend Referral" }).count(), 0);
  assert.equal(await page.locator(".problem").count(), 0);
  await checkAccessibility(page, "a draft that was thrown away");
});

test("an activity is saved, and says so", async () => {
  const { id } = await form();
  const { customer } = await call("navigator", "GET", `/v1/referrals/${id}`);
  const [activity] = (await call("navigator", "GET", `/v1/customers/${customer.id}/activities`)).items;
  const page = await signIn("navigator", `/app/customers/${customer.id}/activities/${activity.id}`);
  await page.getByLabel("Additional Comments").fill("Evenings.");
  await page.getByRole("button", { name: "Save" }).click();
  await confirmed(page, "The activity was saved.");
  await page.getByRole("button", { name: "Generate Form" }).and(page.locator(":enabled")).waitFor();
});

test("a navigator and a provider are told what was done", async () => {
  const { id } = await form();
  const page = await signIn("navigator", `/app/referrals/${id}/form`);
  await page.getByLabel("Notes").fill("Evenings.");
  await page.getByRole("button", { name: "Save" }).click();
  await confirmed(page, "The form was saved.");
  const sent = await sentForm();
  await page.goto(new URL(`/app/referrals/${sent.id}`, page.url()).href);
  await page.getByLabel("Second service").fill("Resume Help");
  await page.getByRole("button", { name: "Note the service" }).click();
  await confirmed(page, "The service was noted.");

  const provider = await signIn("provider", `/app/client-referrals/${sent.id}`);
  await provider.getByRole("button", { name: "Accept" }).click();
  await confirmed(provider, `You accepted referral ${sent.reference}.`);
  await provider.getByLabel("Reason for rejecting").fill("Full until March.");
  await provider.getByRole("button", { name: "Reject" }).click();
  await confirmed(provider, `You rejected referral ${sent.reference}.`);

  await settled();
  const { items } = await call("navigator", "GET", "/v1/tasks?status=open");
  await page.goto(new URL(`/app/tasks/${items.find(({ details }) => details.referralId === sent.id).id}`, page.url()).href);
  await tick(page, "DCF-Complete");
  await page.getByRole("button", { name: "Complete the task" }).click();
  await confirmed(page, "The task was completed.");
  await checkAccessibility(page, "a task that was completed");
});
