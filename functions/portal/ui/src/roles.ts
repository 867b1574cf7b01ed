import type { Schemas } from "./api/schemas";

export type Role = Schemas["Me"]["role"];

/** The pages that the menu leads to. */
export type Page =
  | "attention"
  | "clients"
  | "customers"
  | "dashboard"
  | "directory"
  | "providerReferrals"
  | "referrals"
  | "tasks";

/** One entry of the menu. */
export interface Entry {
  path: string;
  page: Page;
}

const entry: Record<Page, Entry> = {
  attention: { path: "/app/attention", page: "attention" },
  clients: { path: "/app/customers", page: "clients" },
  customers: { path: "/app/customers", page: "customers" },
  dashboard: { path: "/app/dashboard", page: "dashboard" },
  directory: { path: "/app/directory", page: "directory" },
  providerReferrals: { path: "/app/client-referrals", page: "providerReferrals" },
  referrals: { path: "/app/referrals", page: "referrals" },
  tasks: { path: "/app/tasks", page: "tasks" },
};

const menus: Record<Role, Entry[]> = {
  "case-manager": [entry.customers, entry.attention, entry.referrals, entry.dashboard, entry.directory],
  "program-admin": [entry.dashboard, entry.customers, entry.attention, entry.referrals, entry.directory],
  navigator: [entry.clients, entry.tasks, entry.referrals, entry.directory],
  provider: [entry.providerReferrals],
  integration: [],
};

/** What the menu shows to a role; the first is where it starts. */
export function menuOf(role: Role): Entry[] {
  return menus[role];
}
