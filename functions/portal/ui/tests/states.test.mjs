// Every page while it is read, when it cannot be read, when there is nothing on it, and with all that belongs on it.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { before } from "node:test";

import { checkAccessibility } from "./support/accessibility.mjs";
import { go, signIn, test } from "./support/browser.mjs";
import { call, sentReferral, settled } from "./support/system.mjs";

/** What the addresses below name. */
const ids = {};

before(async () => {
  const referral = await sentReferral("c20");
  const [task] = (await call("navigator", "GET", "/v1/tasks?status=open")).items;
  const client = task.details.customer.id;
  const [activity] = (await call("navigator", "GET", `/v1/customers/${client}/activities`)).items;
  const offered = (await call("provider", "GET", "/v1/provider/referrals?status=sent")).items[0];
  Object.assign(ids, {
    customer: "c20", referral: referral.id, organization: referral.organization.id, contact: referral.contact.id,
    task: task.id, client, activity: activity.id, sentForm: task.details.referralId, clientReferral: offered.id,
  });
  await settled();
});

/**
 * The pages: by which path of pages.tsx, whose, at which address; the path of the call that brings what is on it; what
 * is there when it has come; and whether it is a list, which can be empty.
 */
const pages = [
  ["customers", "case-manager", () => "/app/customers", /^\/v1\/customers$/, "table", "list"],
  ["customers/:id", "case-manager", () => `/app/customers/${ids.customer}`, /^\/v1\/customers\/[^/]+$/, ".facts"],
  ["referrals", "case-manager", () => `/app/customers/${ids.customer}/referrals`, /^\/v1\/customers\/[^/]+\/referrals$/, "table", "list"],
  ["progress", "case-manager", () => `/app/customers/${ids.customer}/progress`, /\/progress$/, ".standing"],
  ["access", "program-admin", () => `/app/customers/${ids.customer}/access`, /\/access$/, "table", "list"],
  ["held", "program-admin", () => `/app/customers/${ids.customer}/held`, undefined, "form"],
  ["customers/:id/referrals/new", "case-manager", () => `/app/customers/${ids.customer}/referrals/new`, /^\/v1\/customers\/[^/]+$/, ".window"],
  ["customers/:id/assessments/new", "case-manager", () => `/app/customers/${ids.customer}/assessments/new`, undefined, "form"],
  ["referrals", "case-manager", () => "/app/referrals", /^\/v1\/referrals$/, "table", "list"],
  ["referrals/:id", "case-manager", () => `/app/referrals/${ids.referral}`, /^\/v1\/referrals\/[^/]+$/, ".timeline"],
  ["referrals/:id/answer", "case-manager", () => `/app/referrals/${ids.referral}/answer`, /^\/v1\/referrals\/[^/]+$/, "form"],
  ["referrals/:id/consent", "case-manager", () => `/app/referrals/${ids.referral}/consent`, /^\/v1\/referrals\/[^/]+$/, "form"],
  ["attention", "case-manager-2", () => "/app/attention", /^\/v1\/referrals$/, "table", "list"],
  ["dashboard", "case-manager", () => "/app/dashboard", /^\/v1\/dashboard$/, "table"],
  ["dashboard/customers", "case-manager", () => "/app/dashboard/customers?row=required-not-sent", /^\/v1\/dashboard\/customers$/, "table", "list"],
  ["directory", "case-manager", () => "/app/directory", /^\/v1\/organizations$/, "table", "list"],
  ["directory/new", "case-manager", () => "/app/directory/new", undefined, "form"],
  ["directory/:id", "case-manager", () => `/app/directory/${ids.organization}`, /^\/v1\/organizations\/[^/]+$/, "table"],
  ["directory/:id", "program-admin", () => `/app/directory/${ids.organization}`, /\/contacts$/, "table", "list"],
  ["directory/:id/contacts/:contactId", "case-manager", () => `/app/directory/${ids.organization}/contacts/${ids.contact}`, /\/contacts(\/[^/]+)?$/, "form"],
  ["customers", "navigator", () => "/app/customers", /^\/v1\/customers$/, "table", "list"],
  ["activities", "navigator", () => `/app/customers/${ids.client}/activities`, /\/activities$/, "table", "list"],
  ["documents", "navigator", () => `/app/customers/${ids.client}/documents`, /\/documents$/, "table", "list"],
  ["customers/:id/activities/select", "navigator", () => `/app/customers/${ids.client}/activities/select`, /^\/v1\/activities$/, "form"],
  ["customers/:id/activities/new", "navigator", () => `/app/customers/${ids.client}/activities/new?activity=Job+Search&session=Job+Search+Assistance`, /^\/v1\/activities$/, "form"],
  ["customers/:id/activities/:activityId", "navigator", () => `/app/customers/${ids.client}/activities/${ids.activity}`, /\/activities\/[^/]+$/, "form"],
  ["referrals/:id/form", "navigator", () => `/app/referrals/${ids.sentForm}/form`, /\/form$/, ".facts"],
  ["tasks", "navigator", () => "/app/tasks", /^\/v1\/tasks$/, "table", "list"],
  ["tasks/:id", "navigator", () => `/app/tasks/${ids.task}`, /^\/v1\/tasks\/[^/]+$/, "form"],
  ["client-referrals", "provider", () => "/app/client-referrals", /^\/v1\/provider\/referrals$/, "table", "list"],
  ["client-referrals/:id", "provider", () => `/app/client-referrals/${ids.clientReferral}`, /^\/v1\/provider\/referrals\/[^/]+$/, ".actions"],
];

test("every page of the portal is looked at here", async () => {
  const source = await readFile(new URL("../src/pages.tsx", import.meta.url), "utf8");
  const paths = [...source.matchAll(/path="([^"]+)"/g)].map(([, path]) => path).filter((path) => !["/", "/app", "*"].includes(path));
  assert.deepEqual(paths.filter((path) => !pages.some(([route]) => route === path)), []);
});

for (const persona of new Set(pages.map(([, persona]) => persona))) {
  test(`each state of the pages of ${persona}`, async () => {
    const page = await signIn(persona);
    for (const [, , address, reads, shows, list] of pages.filter((each) => each[1] === persona)) {
      await states(page, address(), reads, shows, list);
    }
  });
}

/** Leads a page through its states. */
async function states(page, address, reads, shows, list) {
  const filled = async () => {
    await page.locator("main").locator(shows).first().waitFor();
    await page.locator(".loading").first().waitFor({ state: "detached" });
    assert.equal(await page.locator(".problem, .empty").count(), 0, `${address} is not as it should be`);
    await checkAccessibility(page, address);
  };
  await leave(page);
  if (!reads) {
    await go(page, address);
    return filled();
  }
  const held = [];
  const answers = {
    never: (route) => held.push(route),
    broken: (route) => route.fulfill({
      status: 500, contentType: "application/problem+json", json: { title: "Broken", status: 500, detail: "Our side is to blame." },
    }),
    empty: (route) => route.fulfill({ json: { items: [] } }),
    really: (route) => route.continue(),
  };
  let answer = answers.never;
  const call = (at) => reads.test(at.pathname);
  await page.route(call, (route) => answer(route));
  await go(page, address);
  await page.locator(".loading").first().waitFor();
  await checkAccessibility(page, `${address} while it is read`);

  answer = answers.broken;
  await Promise.all(held.map(answer));
  await page.getByText("Our side is to blame.").first().waitFor();
  await checkAccessibility(page, `${address} that cannot be read`);
  const again = page.getByRole("button", { name: "Try again" }).first();

  if (list) {
    answer = answers.empty;
    await again.click();
    await page.locator(".empty").waitFor();
    await checkAccessibility(page, `${address} with nothing on it`);
    answer = answers.really;
    await leave(page);
    await go(page, address);
  } else {
    answer = answers.really;
    await again.click();
  }
  await filled();
  await page.unroute(call);
}

/** Goes where nothing is read: the way back reads again. */
async function leave(page) {
  await go(page, "/app/elsewhere");
  await page.getByRole("heading", { name: "This page does not exist" }).waitFor();
}
