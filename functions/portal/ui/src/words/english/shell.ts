import type { Page } from "../../roles";

const menu: Record<Page, string> = {
  attention: "Attention",
  clients: "Clients",
  customers: "Customers",
  dashboard: "Dashboard",
  directory: "Directory",
  providerReferrals: "View Client Referrals",
  referrals: "Referrals",
  tasks: "Tasks",
};

/** What stands around every page, and in place of one that there is not. */
export const shell = {
  menu,
  product: "Referrals",
  titleOf: (page: string) => `${page} · Referrals`,
  start: "Start",
  skip: "Skip to main content",
  openMenu: "Menu",
  navigation: "Primary navigation",
  signOut: "Sign out",
  page: "the page",
  noPages: "Nothing to see here",
  noPagesWhy: "This account is for another system to load customers with. It has no pages.",
  nowhere: "There is no such page",
  nowhereNext: "The address may be mistyped, or the page may have moved. The menu shows all that there is.",
};
