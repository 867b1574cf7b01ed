import type { Schemas } from "./api/client";

/** The words for the keys of the API. */

export const statusWord: Record<Schemas["Status"], string> = {
  draft: "Draft",
  sent: "Sent",
  pending: "Pending",
  accepted: "Accepted",
  "customer-not-responding": "Customer not responding",
  rejected: "Rejected",
  closed: "Closed",
  canceled: "Canceled",
};

export const deliveryWord: Record<Schemas["Delivery"], string> = {
  queued: "On its way",
  sent: "Sent, not yet delivered",
  delivered: "Delivered",
  bounced: "Came back",
  complained: "Reported as spam",
  suppressed: "Address is blocked",
};

export const decisionWord: Record<Schemas["Decision"], string> = {
  accepted: "Accepted",
  rejected: "Rejected",
  pending: "Pending: an answer will follow",
  "customer-not-responding": "Customer is not responding",
  closed: "Closed: the service has ended",
};

const timelineWords: Record<string, string> = {
  drafted: "Saved as a draft",
  sent: "Sent",
  resent: "Sent again",
  reminded: "Reminded",
  delivered: "Delivered",
  undeliverable: "Not deliverable",
  pending: "Answered: pending",
  accepted: "Answered: accepted",
  rejected: "Answered: rejected",
  "customer-not-responding": "Answered: customer not responding",
  closed: "Closed",
  corrected: "Answer corrected",
  overdue: "Overdue",
  canceled: "Canceled",
  "consent-recorded": "Consent recorded",
  "consent-withdrawn": "Consent withdrawn",
  "service-noted": "Second service noted",
  "contact-changed": "Contact's address changed",
  "navigator-changed": "Navigator changed",
  "task-created": "Task created",
  "task-completed": "Task completed",
};

/** What happened. A kind of event that is newer than this page is told by its key. */
export function timelineWord(type: string): string {
  return timelineWords[type] ?? type.replaceAll("-", " ");
}

export const methodWord: Record<Schemas["Consent"]["method"], string> = {
  written: "Written",
  verbal: "Verbal",
  electronic: "Electronic",
};

export const channelWord: Record<"telephone" | "email" | "in-person", string> = {
  telephone: "Telephone",
  email: "E-mail",
  "in-person": "In person",
};

/** The choices of a list, in its order. */
export function choices<K extends string>(words: Record<K, string>): { key: K; label: string }[] {
  return (Object.keys(words) as K[]).map((key) => ({ key, label: words[key] }));
}

/** The label of a key in a list of the catalog; the key itself where the list does not have it any more. */
export function labelOf(list: { key: string; label: string }[], key: string | undefined): string {
  return list.find((choice) => choice.key === key)?.label ?? key ?? "";
}
