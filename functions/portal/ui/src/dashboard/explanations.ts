import type { Schemas } from "../api/client";

/** What stands behind the ⓘ of each row. */
export const explanations: Record<Schemas["Dashboard"]["rows"][number]["key"], string> = {
  "not-required": "The latest assessment asks for no referral, and none was made.",
  "awaiting-response": "A service was referred, is not overdue, and the partner has not answered, or will answer later.",
  "required-not-sent": "The latest assessment asks for a referral that has not been sent.",
  overdue: "The partner has not answered in time.",
  "awaiting-customer": "The partner says that the customer does not respond.",
  answered: "The partner has accepted, rejected or closed at least one service.",
};
