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

/** What is around every page, and what is shown for a page that does not exist. */
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
  noPagesWhy: "This account is for another system that loads customers. It has no pages.",
  nowhere: "This page does not exist",
  nowhereNext: "The address may be mistyped, or the page may have moved. The menu shows all pages.",
};
