import type { Role } from "../roles";
import { words } from "../words";

/** The guides' own words for whom a referral is about. */
export function customerWord(role: Role): (typeof words.customers.called)["customer"] {
  const { client, customer } = words.customers.called;
  return role === "navigator" || role === "provider" ? client : customer;
}
