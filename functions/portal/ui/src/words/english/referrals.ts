const list = {
  title: "Referrals",
  what: "referrals",
  q: "Customer, organization or reference",
  overdueOnly: "Overdue only",
  caption: "Referrals, newest first",
  none: "No referral was found. Try fewer or shorter words, or another status.",
  empty: "There are no referrals yet. Open a customer to make one.",
};

const attention = {
  title: "Attention",
  intro: "Referrals that were rejected or not delivered, that are waiting for the customer, or whose answer is overdue.",
  caption: "Referrals that need attention",
  empty: "Nothing needs your attention. You can find all referrals under Referrals.",
};

const tab = {
  what: "the referrals",
  caption: (name: string) => `Referrals of ${name}`,
  empty: "There are no referrals yet. Choose New Referral to ask a partner for a service.",
  emptyForNavigator: "There are no referrals yet. Open an activity and choose Generate Form to make one.",
};

const table = {
  email: "E-mail",
  notSent: "Not sent",
};

const view = {
  what: "the referral",
  timeline: "Timeline",
  notArrived: (delivery: string) => `The e-mail did not arrive: ${delivery.toLowerCase()}`,
  correctContact: "Correct the contact",
  thenResend: "and resend the referral, or resend it to another contact.",
  noAnswer: "No answer yet",
  overdueNext: (due: string) => `It was due on ${due}. Call the partner and record the answer, or resend the referral.`,
  submitted: "What was submitted",
  activity: "Activity",
  viewForm: "View the form",
  note: "Note for the partner",
  whyAgain: "Reason for a second referral",
  consentOf: (by: string, method: string, from: string, until: string) => `${by}, ${method.toLowerCase()}, ${from} until ${until}`,
  sentTimes: (when: string, sends: number) => (sends > 1 ? `${when} (${sends} times in all)` : when),
  email: "E-mail",
};

const actions = {
  title: "What to do",
  goOn: "Continue with the draft",
  recordAnswer: "Record an answer",
  recordAnswerHint: "What the partner told you by telephone or e-mail.",
  changeConsent: "Renew or withdraw the consent",
  recordConsent: "Record the customer’s consent",
  cancel: "Cancel Sent Referral",
  throwAway: "Discard the draft",
  cancelReason: "Reason for canceling",
  cancelHint: "The contact gets an e-mail that the referral was withdrawn. The e-mail does not give the reason.",
  resend: "Resend Referral",
  resendTo: "To",
  cameBack: (email: string) => `${email}: mail to this address came back`,
};

const answer = {
  title: "Record an answer",
  how: "How the partner answered",
  name: "Name of the person at the partner",
  forAll: "Answer for all services",
  one: "Answer",
  otherwise: "Services with a different answer",
  asAbove: "Same as above",
  chooseReason: "Choose a reason",
  ended: "How it ended",
  chooseOutcome: "Choose an outcome",
  record: "Record the answer",
  recorded: "The answer was recorded.",
};

const consent = {
  title: "Consent",
  legend: "The customer’s consent",
  whyRequired: "This referral is sensitive, or this program always asks for consent. Who agreed that the information is shared?",
  why: "Record it if the customer agreed that the information is shared.",
  by: "Who agreed",
  how: "How",
  from: "On",
  until: "Until",
  record: "Record the consent",
  recorded: "The consent was recorded.",
  withdraw: "Withdraw the consent",
  withdrawHint: "The referral is then canceled, and the partner’s link stops working.",
  withdrawnBy: "Who withdrew it",
  withdrawn: "The consent was withdrawn, and the referral was canceled.",
};

/** The guide's New Referral window. */
const window = {
  title: "New Referral",
  theCustomer: "the customer",
  theDraft: "the draft",
  phone: (number: string) => `Phone: ${number}`,
  email: (address: string) => `Email: ${address}`,
  step: (number: number) => `Step ${number}`,
  organization: {
    title: "Select Organization",
    search: "Search Organization",
    new: "New Organization",
  },
  contact: {
    title: "Select Organization Contact",
    search: "Search Contact",
    new: "New Contact",
    waiting: "Select the organization first.",
  },
  services: {
    title: "Identify Service(s) Needed",
    listed: "Service(s) Requested",
    needed: "Needed by the latest Service Needs Assessment",
    more: "More services",
  },
  notes: "Other Notes",
  notesHint: "The partner will see this.",
  notSent: "The referral was not sent",
  duplicate: "The customer already has such a referral",
  viewDuplicate: "View the open referral",
  whyRepeat: "Reason for a second referral",
  whyRepeatHint: "If you give a reason, Submit Referral sends it anyway.",
  submit: "Submit Referral",
  close: "Close",
  sent: (reference: string, organization: string) => `Referral ${reference} was sent to ${organization}.`,
  saved: (reference: string, organization: string) =>
    organization
      ? `Referral ${reference} was saved as a draft. It is for ${organization}.`
      : `Referral ${reference} was saved as a draft. It has no organization yet.`,
};

/** When somebody else came first. */
const meanwhile = {
  title: "Somebody else changed this referral",
  kept: "Your changes have not been saved. What you typed is still here.",
  isNow: (status: string) => `It is now: ${status}.`,
  goOn: "Look at the referral, and try again if your change is still right.",
  became: (before: string, now: string) => `${before || "empty"} became ${now || "empty"}`,
  forget: "Discard what I typed",
  view: "View the referral as it is now",
};

/** What a summary of mistakes calls the fields of one service. */
const services = {
  reasonOf: (service: string) => `Reason for ${service}`,
  endOf: (service: string) => `How ${service} ended`,
};

/** More of the New Referral window. */
const step = {
  duplicateWhy: "An open referral of this customer to this organization asks for the same service.",
  correctContact: "Correct the contact’s address",
};

/** Referrals, from New Referral to their end. */
export const referrals = { list, attention, tab, table, view, actions, answer, consent, window, meanwhile, services, step };
