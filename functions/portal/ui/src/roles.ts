import type { Schemas } from "./api/client";

export type Role = Schemas["Me"]["role"];

/** One entry of the menu. */
export interface Entry {
  path: string;
  label: string;
}

const menus: Record<Role, Entry[]> = {
  "case-manager": [
    { path: "/app/customers", label: "Customers" },
    { path: "/app/attention", label: "Attention" },
    { path: "/app/referrals", label: "Referrals" },
    { path: "/app/dashboard", label: "Dashboard" },
    { path: "/app/directory", label: "Directory" },
  ],
  "program-admin": [
    { path: "/app/dashboard", label: "Dashboard" },
    { path: "/app/customers", label: "Customers" },
    { path: "/app/attention", label: "Attention" },
    { path: "/app/referrals", label: "Referrals" },
    { path: "/app/directory", label: "Directory" },
  ],
  navigator: [
    { path: "/app/customers", label: "Clients" },
    { path: "/app/tasks", label: "Tasks" },
    { path: "/app/referrals", label: "Referrals" },
    { path: "/app/directory", label: "Directory" },
  ],
  provider: [{ path: "/app/client-referrals", label: "View Client Referrals" }],
  integration: [],
};

/** What the menu shows to a role; the first is where it starts. */
export function menuOf(role: Role): Entry[] {
  return menus[role];
}

/** The guides' own words for whom a referral is about. */
export function customerWord(role: Role): { one: string; many: string; Many: string; One: string } {
  return role === "navigator" || role === "provider"
    ? { one: "client", many: "clients", One: "Client", Many: "Clients" }
    : { one: "customer", many: "customers", One: "Customer", Many: "Customers" };
}
