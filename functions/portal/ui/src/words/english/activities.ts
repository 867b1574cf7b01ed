const list = {
  what: "the activities",
  select: "Select Activity",
  caption: "Customer Activity List",
  dates: "Dates",
  from: (start: string, end: string) => `${start} to ${end}`,
  empty: "There is no activity yet. Select Activity adds one; its form refers the client to a provider.",
};

const select = {
  title: "Select Activity",
  choose: "Choose an activity",
  ofCategory: (name: string, category: string) => `${name} (${category})`,
  session: "Session Description (required)",
  sessionHint: "It becomes the referred Service on the form.",
  next: "Continue",
};

const detail = {
  title: "Customer Activity Detail",
  what: "the activity",
  theClient: "the client",
  chooseBlock: "Choose a block",
  startDate: "Start date",
  endDate: "End date",
  hours: "Hours a week",
  comments: "Additional Comments",
  commentsHint: "They become the Notes of the form.",
  added: "The activity was added.",
  check: "Please check",
  generate: "Generate Form",
  saveFirst: "Save what you changed; then the form can be generated from it.",
  standing: "View the referral that stands",
};

const form = {
  title: "Form",
  what: "the form",
  send: "Send to Provider",
  sent: (provider: string) => `The form was sent to ${provider}.`,
  notSent: "The form was not sent",
  standing: "Note the second service on the referral that stands",
  pdf: "Download the PDF",
};

const documents = {
  what: "documents",
  caption: "Distributed Documents",
  pdf: "PDF",
  version: (version: number) => `Version ${version}`,
  download: "Download",
  empty: "No form was sent on this case yet. Send to Provider, on a form, lists it here.",
};

const secondService = {
  label: "Second service",
  hint: "For the same provider and activity; it goes into the form’s Notes.",
  note: "Note the service",
};

/** From Select Activity to the form and Distributed Documents. */
export const activities = { list, select, detail, form, documents, secondService };
