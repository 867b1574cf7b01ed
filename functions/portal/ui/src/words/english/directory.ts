const organization = {
  what: "the organization",
  merged: "This organization was merged:",
  seeRemaining: "see the one that remains",
  receivesOnly: "It only receives referrals and is never asked to answer.",
  sensitive: "Sensitive",
  isSensitive: "Its name alone reveals something about the customer.",
  noContact: "There are no contacts yet. A referral needs one. Add it with New Contact.",
  contacts: "contacts",
  administration: "Administration",
  mailCameBack: "Mail came back",
  correct: "Correct",
  correctNamed: (name: string) => `Correct ${name}`,
};

const organizationFields = {
  onlyReceives: "Only receives referrals",
  onlyReceivesWhy: "By law it may not report back, like some domestic-violence providers. It is never asked to answer.",
  sensitive: "Sensitive",
  sensitiveWhy: "Its name alone reveals something about the customer, as a shelter’s does.",
};

const newOrganization = {
  title: "New Organization",
  add: "Add organization",
  alike: "An organization with this name already exists",
  takeAlike: "Select this one",
  distinct: "Mine is a different one: add it",
};

const correction = {
  organization: "Correct the organization",
  organizationDone: "The organization was corrected.",
  contact: "Correct the contact",
  contactDone: "The contact was corrected.",
  contactDoneResend: "The contact was corrected. Resend the referral to send it to the new address.",
  theContact: "the contact",
  dead: "Mail to this address came back",
  deadWhy: (email: string) => `No more e-mail is sent to ${email} until the address is changed.`,
  save: "Save the correction",
};

const merge = {
  title: "Merge into another organization",
  intro: "Use this for an organization that was added twice. Choose the one to keep. The contacts and referrals of this one move to it.",
  question: (from: string, into: string) => `Merge ${from} into ${into}?`,
  final: "This cannot be undone.",
  merge: "Merge",
  another: "Choose another one",
  done: (from: string) => `${from} was merged into this organization. Its contacts and referrals are being moved.`,
};

const contactFields = {
  language: "Language of e-mails and the partner’s page",
  languages: { en: "English", es: "Spanish" },
};

/** An address that stands for having none. */
const placeholder = "No e-mail can be sent to this address. A referral needs a real one.";

/** Search, and what it finds: the steps of New Referral, and of a merge. */
const pickers = {
  organization: {
    what: "organizations",
    label: "Name of the organization",
    list: "Organizations",
    none: "No organization was found. Try another word of its name, or add it with New Organization.",
    empty: "There are no organizations yet. Add one with New Organization.",
    receivesOnly: "Only receives referrals and is not asked to answer.",
  },
  contact: {
    what: "contacts",
    label: "Name of the contact",
    list: "Contacts",
    none: "No contact was found. Try another word of the name, or add the contact with New Contact.",
    empty: "The organization has no contacts yet. Add one with New Contact.",
    dead: "Mail to this address came back",
  },
};

/** The partner organizations and their contacts. */
export const directory = {
  title: "Directory",
  merged: "Merged",
  organization, organizationFields, newOrganization, correction, merge, contactFields, placeholder, pickers,
  newContact: "New Contact",
  addContact: "Add contact",
};
