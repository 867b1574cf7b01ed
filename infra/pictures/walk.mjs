// Walks through a running system as people do, and takes the README's pictures on the way:
//
//     node walk.mjs <address of the system> <path of the browser> <folder for the pictures>
import { createRequire } from "node:module";
import { join } from "node:path";

// The browser tests of the portal bring it, pinned.
const { chromium } = createRequire(new URL("../../functions/portal/ui/package.json", import.meta.url))("playwright-core");

const [url, executablePath, folder] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--font-render-hinting=none"] });

const screen = { width: 1100, height: 700 }; // wide enough for the menu to stand open
const telephone = { width: 400, height: 800 };

/** A new page of somebody who is not signed in, of a size. */
async function newPage(viewport, options) {
  const context = await browser.newContext({ viewport, locale: "en-US", timezoneId: "America/Chicago", reducedMotion: "reduce", ...options });
  return context.newPage();
}

/** A page on which a persona is signed in, at a path of the portal. */
async function signIn(persona, path) {
  const page = await newPage(screen);
  await page.goto(url + path);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.locator(`button[value="${persona}"]`).click();
  return page;
}

/** Takes a page as it is, down to a height, or the whole of it. */
async function take(page, name, height) {
  await page.evaluate(() => document.fonts.ready);
  await page.evaluate(() => document.activeElement?.blur());
  const clip = height && { x: 0, y: 0, width: page.viewportSize().width, height };
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true, animations: "disabled", ...(clip && { clip }) });
}

/** Takes the first that is found of what a step of New Referral selects, searched for by its name where one is given. */
async function pick(page, what, name) {
  await page.getByRole("button", { name: `Search ${what}` }).click();
  if (name) {
    await page.getByLabel("Name of the organization").fill(name);
    await page.getByRole("button", { name: "Search", exact: true }).click();
  }
  await page.getByRole("button", { name: `Select ${name ?? ""}` }).first().click();
}

async function newestMail() {
  await (await fetch(`${url}/_local/settled`)).arrayBuffer();
  const { items } = await (await fetch(`${url}/_local/mail`)).json();
  return items[0];
}

// The guide's figures, before anything is sent.
const staff = await signIn("case-manager", "/app/dashboard");
await staff.getByText("Total Referrals Made").waitFor();
await take(staff, "dashboard");

// The guide's window, for the guide's customer.
await staff.goto(`${url}/app/customers/c01/referrals/new`);
await pick(staff, "Organization", "Capitol Housing Partnership");
await pick(staff, "Contact");
for (const service of ["Housing Assistance", "Transportation"]) await staff.locator("label").filter({ hasText: service }).first().click();
await staff.getByLabel("Other Notes").fill("Starts a class in Springfield on Monday evening and has no ride there.");
await take(staff, "new-referral");
await staff.getByRole("button", { name: "Submit Referral" }).click();
await staff.getByText(/Referral R-\S+ was sent to/).waitFor();

// What the partner gets, and where the link leads.
const mail = await newestMail();
const mailbox = await newPage(screen);
await mailbox.goto(`${url}/_local/mailbox`);
await take(mailbox, "mailbox", 330);
await mailbox.goto(`${url}/_local/mail/${mail.id}`);
await take(mailbox, "mail", 780);
const partner = await newPage(telephone, { javaScriptEnabled: false });
await partner.goto(/https?:\/\/\S+\/r\/[\w-]+/.exec(mail.text)[0]);
await take(partner, "partner-page", 1500);

// The other program: what a provider was sent.
const provider = await signIn("provider", "/app/client-referrals");
await provider.getByRole("table").waitFor();
await take(provider, "provider-list");

await browser.close();
