// The partner's side: no account, no JavaScript, only the link in the e-mail.
import assert from "node:assert/strict";

import { checkPlain } from "./support/accessibility.mjs";
import { newPage, signIn, test, url } from "./support/browser.mjs";
import { call, codeIn, consent, linkIn, newestMail, partner, sentReferral } from "./support/system.mjs";

/** A page without JavaScript at an address; its status must be as told. */
async function open(address, status = 200) {
  const page = await newPage({ javaScriptEnabled: false });
  const response = await page.goto(address);
  assert.equal(response.status(), status);
  return page;
}

async function linkOf(referral) {
  return linkIn(await newestMail(referral.contact.email));
}

const questionOf = (page, name) => page.getByRole("group", { name });

/** Ticks a choice of a question by its label, which is what lies over it. */
const choose = (page, question, label) => questionOf(page, question).getByText(label, { exact: true }).click();

const send = (page) => page.getByRole("button", { name: "Send the answer" }).click();

test("each service is answered by itself, and what is missing is said at its place", async () => {
  const referral = await sentReferral("c12", ["transportation", "housing-assistance"]);
  const page = await open(await linkOf(referral));
  await checkPlain(page, "the partner's page");
  assert.equal(await page.locator("input[type=radio]:checked:not([value=''])").count(), 0, "no answer is ticked beforehand");

  await page.getByText("Answer each service separately").click();
  await checkPlain(page, "the partner's page, each service by itself");
  await choose(page, "Transportation", "Accept");
  await choose(page, "Housing Assistance", "Reject");
  await page.getByLabel("Note (optional)").fill("The bus pass is ready.");
  await send(page);
  await page.getByRole("heading", { name: "Your answer has not been sent yet" }).waitFor();
  assert.equal(await page.getByLabel("Note (optional)").inputValue(), "The bus pass is ready.");
  await checkPlain(page, "the partner's page with mistakes");

  await questionOf(page, "Housing Assistance").getByLabel("Why are you rejecting it?").selectOption("no-capacity");
  await page.getByLabel("Your name (required)").fill("Alex Rivera");
  await send(page);
  await page.getByRole("heading", { name: /An answer has been given|Thank you/ }).waitFor();
  await page.getByText("No capacity").first().waitFor();
  await checkPlain(page, "the partner's page with an answer");

  const staff = await signIn("case-manager", `/app/referrals/${referral.id}`);
  const line = (label) => staff.locator(".service-lines li").filter({ hasText: label });
  await line("Transportation").getByText("Accepted").waitFor();
  await line("Housing Assistance").getByText("Rejected").waitFor();
  await staff.locator(".timeline").getByText("The bus pass is ready.").waitFor();
});

test("a later answer of some of the services leaves the others as they are", async () => {
  const referral = await sentReferral("c13", ["legal-aid", "health-care"]);
  const link = await linkOf(referral);
  const page = await open(link);
  await page.getByText("Answer each service separately").click();
  await choose(page, "Legal Aid", "Accept");
  await page.getByLabel("Your name (required)").fill("Alex Rivera");
  await send(page);
  await page.getByText(/We still need a final answer/).waitFor();
  await checkPlain(page, "the partner's page, partly answered");

  const colleague = await open(link);
  await colleague.getByText(/Alex Rivera answered on/).first().waitFor();
  await colleague.getByText("Answer each service separately").click();
  await choose(colleague, "Health Care", "Reject");
  await questionOf(colleague, "Health Care").getByLabel("Why are you rejecting it?").selectOption("not-eligible");
  await colleague.getByLabel("Your name (required)").fill("Robin Hale");
  await send(colleague);
  await colleague.getByRole("heading", { name: "Answers so far" }).waitFor();
  await checkPlain(colleague, "the partner's page with two answers");
  const now = await call("case-manager", "GET", `/v1/referrals/${referral.id}`);
  assert.deepEqual(now.services.map(({ status }) => status).sort(), ["accepted", "rejected"]);
});

test("an answer on top of one that was not seen is shown that one first", async () => {
  const referral = await sentReferral("c14");
  const link = await linkOf(referral);
  const [first, second] = [await open(link), await open(link)];
  await choose(first, "What is your answer?", "Accept");
  await first.getByLabel("Your name (required)").fill("Alex Rivera");
  await send(first);
  await first.getByText("Accepted").first().waitFor();
  await choose(second, "What is your answer?", "Pending");
  await second.getByLabel("Your name (required)").fill("Robin Hale");
  await send(second);
  await second.getByText("Somebody has answered this referral since you opened the page.").waitFor();
  await second.getByText(/Alex Rivera answered on/).first().waitFor();
  assert.equal(await second.getByLabel("Your name (required)").inputValue(), "Robin Hale");
  await checkPlain(second, "the partner's page, answered meanwhile");
});

test("a sensitive referral opens with a code", async () => {
  const { organization, contact } = await partner();
  const referral = await call("case-manager", "POST", "/v1/referrals", {
    customerId: "c15", organizationId: organization.id, contactId: contact.id, services: ["domestic-violence"], consent: consent(),
  });
  const { lastName } = await call("case-manager", "GET", "/v1/customers/c15");
  const link = linkIn(await newestMail(contact.email));
  const page = await open(link);
  await page.getByText(referral.reference).waitFor();
  assert.equal(await page.getByText(lastName).count(), 0, "who is referred is not told yet");
  await checkPlain(page, "the code's page");
  await page.getByRole("button", { name: "Send the code" }).click();
  await page.getByText("A code is on its way").waitFor();
  await checkPlain(page, "the code's page, with the code on its way");
  const code = codeIn(await newestMail(contact.email));
  await page.getByLabel("Code", { exact: true }).fill(code === "000000" ? "000001" : "000000");
  await page.getByRole("button", { name: "Open the referral" }).click();
  await page.getByText("This code does not work.").first().waitFor();
  await checkPlain(page, "the code's page with a wrong code");
  await page.getByLabel("Code", { exact: true }).fill(code);
  await page.getByRole("button", { name: "Open the referral" }).click();
  await page.getByText(lastName).first().waitFor();
  await checkPlain(page, "a sensitive referral's page");
  await choose(page, "What is your answer?", "Accept");
  await page.getByLabel("Your name (required)").fill("Alex Rivera");
  await send(page);
  await page.getByText("Accepted").first().waitFor();

  const forwarded = await open(link);
  await forwarded.getByRole("heading", { name: "Open the referral with a code" }).waitFor();
});

test("a dead link says what to do, and a withdrawn referral's says so", async () => {
  const dead = await open(`${url}/r/AQEBnothing`, 404);
  await dead.getByRole("heading", { name: "This link does not open anything" }).waitFor();
  await checkPlain(dead, "a dead link's page");

  const referral = await sentReferral("c16");
  const link = await linkOf(referral);
  await call("case-manager", "POST", `/v1/referrals/${referral.id}/cancel`, { reason: "Moved away." });
  const withdrawn = await open(link, 410);
  await withdrawn.getByRole("heading", { name: "This referral was withdrawn" }).waitFor();
  assert.equal(await withdrawn.getByText("Moved away.").count(), 0);
  await checkPlain(withdrawn, "a withdrawn referral's page");
});

test("an organization that only receives is asked nothing", async () => {
  const { organization, contact } = await partner("case-manager", { receivesOnly: true });
  await call("case-manager", "POST", "/v1/referrals", {
    customerId: "c17", organizationId: organization.id, contactId: contact.id, services: ["transportation"],
  });
  const page = await open(linkIn(await newestMail(contact.email)));
  await page.getByText("No answer is needed").waitFor();
  assert.equal(await page.locator("form").count(), 0);
  await checkPlain(page, "the page of a partner that only receives");
});

test("mail and page speak the contact's language", async () => {
  const { organization, contact } = await partner();
  await call("case-manager", "PATCH", `/v1/organizations/${organization.id}/contacts/${contact.id}`, { language: "es" });
  await call("case-manager", "POST", "/v1/referrals", {
    customerId: "c18", organizationId: organization.id, contactId: contact.id, services: ["transportation"],
  });
  const page = await open(linkIn(await newestMail(contact.email)));
  assert.equal(await page.locator("html").getAttribute("lang"), "es");
  await page.getByRole("button", { name: "Enviar la respuesta" }).click();
  await page.getByRole("alert").waitFor();
  await checkPlain(page, "the partner's page in Spanish, with mistakes");
});
