import { referrals } from "./referrals";
import { terms } from "./terms";

interface Called {
  person: string;
  organization: string;
  overdueNext(due: string): string;
  recordAnswerHint: string;
  note: string;
  answeredHow: string;
  answeredBy: string;
  search: string;
}

/** The words of the support-services guide, and of the employment-services guide, for the two ends of a referral. */
const support: Called = {
  person: terms.customer,
  organization: terms.organization,
  overdueNext: referrals.view.overdueNext,
  recordAnswerHint: referrals.actions.recordAnswerHint,
  note: referrals.view.note,
  answeredHow: referrals.answer.how,
  answeredBy: referrals.answer.name,
  search: referrals.list.q,
};

const employment: Called = {
  person: terms.client,
  organization: terms.provider,
  overdueNext: (due) => `It was due on ${due}. Call the provider and record the answer, or resend the referral.`,
  recordAnswerHint: "What the provider told you by telephone or e-mail.",
  note: "Note for the provider",
  answeredHow: "How the provider answered",
  answeredBy: "Name of the person at the provider",
  search: "Client, provider or reference",
};

/** By the kind of the referral. */
export const called = { support, employment };
