import type { Schemas } from "../../api/schemas";

const status: Record<Schemas["Status"], string> = {
  draft: "Draft",
  sent: "Sent",
  pending: "Pending",
  accepted: "Accepted",
  "customer-not-responding": "Customer not responding",
  rejected: "Rejected",
  closed: "Closed",
  canceled: "Canceled",
};

const delivery: Record<Schemas["Delivery"], string> = {
  queued: "On its way",
  sent: "Sent, not yet delivered",
  delivered: "Delivered",
  bounced: "Came back",
  complained: "Reported as spam",
  suppressed: "Address is blocked",
};

const decision: Record<Schemas["Decision"], string> = {
  accepted: "Accepted",
  rejected: "Rejected",
  pending: "Pending: an answer will follow",
  "customer-not-responding": "Customer is not responding",
  closed: "Closed: the service has ended",
};

const attention: Record<Schemas["Attention"], string> = {
  undeliverable: "E-mail not delivered",
  overdue: "Answer overdue",
  rejected: "Rejected",
  "customer-not-responding": "Customer not responding",
};

const consentMethod: Record<Schemas["Consent"]["method"], string> = {
  written: "Written",
  verbal: "Verbal",
  electronic: "Electronic",
};

const channel: Record<"telephone" | "email" | "in-person", string> = {
  telephone: "Telephone",
  email: "E-mail",
  "in-person": "In person",
};

const timeline: Partial<Record<string, string>> = {
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

/** What was looked at. */
const looked: Partial<Record<string, string>> = {
  customer: "Customer’s details",
  export: "All stored data, as a file",
  referral: "Referral",
  form: "Form",
  pdf: "PDF of the form",
};

const role: Partial<Record<string, string>> = {
  "case-manager": "Case manager",
  navigator: "Career navigator",
  provider: "Provider",
  "program-admin": "Administrator",
  integration: "Another system",
};

/** The words for the keys of the API. */
export const keys = { status, delivery, decision, attention, consentMethod, channel, timeline, looked, role };
