// What a test asks of the system beside the pages.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";

import { url } from "./browser.mjs";

async function json(path, init) {
  const response = await fetch(url + path, init);
  assert.ok(response.ok, `${init?.method ?? "GET"} ${path} is answered ${response.status}: ${await response.clone().text()}`);
  return response.json();
}

/** Waits until every event and mail is through. */
export async function settled() {
  await json("/_local/settled");
}

/** A call of the API as a persona. */
export async function call(persona, method, path, body) {
  const { accessToken } = await json("/_local/token", { method: "POST", body: JSON.stringify({ persona }) });
  const headers = { authorization: `Bearer ${accessToken}`, ...(body && { "content-type": "application/json" }) };
  return json(path, { method, headers, body: body && JSON.stringify(body) });
}

/** The newest mail to an address, when all are through. */
export async function newestMail(to) {
  await settled();
  const { items } = await json(`/_local/mail?to=${encodeURIComponent(to)}`);
  assert.ok(items.length > 0, `there is no mail to ${to}`);
  return items[0];
}

/** The partner's link in a mail. */
export function linkIn(mail) {
  const link = /https?:\/\/\S+\/r\/[\w-]+/.exec(mail.text)?.[0];
  assert.ok(link, `there is no link in ${mail.text}`);
  return link;
}

/** The code in a mail that opens a sensitive referral. */
export function codeIn(mail) {
  const code = /\b\d{6}\b/.exec(mail.text)?.[0];
  assert.ok(code, `there is no code in ${mail.text}`);
  return code;
}

/** A consent that holds for long. */
export function consent() {
  const year = new Date().getFullYear();
  return { by: "The customer", method: "written", date: `${year - 1}-01-01`, until: `${year + 1}-12-31` };
}

/** Reports that a mail came back, as the mail service would. */
export async function bounce(mail) {
  await fetch(`${url}/_local/mail/${mail.id}/bounce`, { method: "POST" });
  await settled();
}

/** An organization of its own for a test, with a contact. */
export async function partner(persona = "case-manager", more = {}) {
  const unique = randomUUID().slice(0, 8);
  const organization = await call(persona, "POST", "/v1/organizations", { name: `Partner ${unique}`, ...more });
  const contact = await call(persona, "POST", `/v1/organizations/${organization.id}/contacts`, {
    name: "Alex Rivera",
    email: `alex-${unique}@partner.test`,
  });
  return { organization, contact };
}

/** A referral that was sent. */
export async function sentReferral(customerId, services = ["transportation"], persona = "case-manager") {
  const { organization, contact } = await partner(persona);
  return call(persona, "POST", "/v1/referrals", { customerId, organizationId: organization.id, contactId: contact.id, services });
}

/** A P301 that was generated and not sent, of a client of its own. */
export async function form() {
  const client = `client-${randomUUID()}`;
  const caseNumber = `C-${client.slice(-12)}`;
  await call("integration-ks", "PUT", `/v1/customers/${client}`, {
    firstName: "Mina", lastName: "While", grantee: "dcf", caseNumber,
    programBlocks: [{ block: "Work Programs", navigator: "navigator" }],
  });
  const activity = await call("navigator", "POST", `/v1/customers/${client}/activities`, {
    programBlock: "Work Programs", activityName: "Job Readiness", sessionDescription: "Workplace Skills",
    providerId: "provider-heartland", startDate: "2026-12-01", endDate: "2027-02-26",
  });
  const { referralId } = await call("navigator", "POST", `/v1/customers/${client}/activities/${activity.id}/form`);
  return { id: referralId, caseNumber };
}

/** One that was sent to its provider. */
export async function sentForm() {
  const { id, caseNumber } = await form();
  const { reference } = await call("navigator", "POST", `/v1/referrals/${id}/send`, {});
  return { id, caseNumber, reference };
}
