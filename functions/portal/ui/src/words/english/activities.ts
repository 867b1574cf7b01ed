const list = {
  what: "the activities",
  select: "Select Activity",
  caption: "Customer Activity List",
  dates: "Dates",
  from: (start: string, end: string) => `${start} to ${end}`,
  empty: "There are no activities yet. Choose Select Activity to add one. Its form refers the client to a provider.",
};

const select = {
  title: "Select Activity",
  choose: "Choose an activity",
  ofCategory: (name: string, category: string) => `${name} (${category})`,
  session: "Session Description (required)",
  sessionHint: "This becomes the referred Service on the form.",
  next: "Continue",
};

const detail = {
  title: "Customer Activity Detail",
  what: "the activity",
  theClient: "the client",
  chooseBlock: "Choose a block",
  startDate: "Start date",
  endDate: "End date",
  hours: "Hours per week",
  comments: "Additional Comments",
  commentsHint: "These become the Notes on the form.",
  added: "The activity was added.",
  check: "Please check",
  generate: "Generate Form",
  saveFirst: "Save your changes first. Then you can generate the form.",
  standing: "View the existing referral",
};

const form = {
  title: "Form",
  what: "the form",
  send: "Send to Provider",
  sent: (provider: string) => `The form was sent to ${provider}.`,
  notSent: "The form was not sent",
  standing: "Note the second service on the existing referral",
  pdf: "Download the PDF",
};

const documents = {
  what: "documents",
  caption: "Distributed Documents",
  pdf: "PDF",
  version: (version: number) => `Version ${version}`,
  download: "Download",
  empty: "No form has been sent on this case yet. A form is listed here after you choose Send to Provider.",
};

const secondService = {
  label: "Second service",
  hint: "For the same provider and activity. It goes into the form’s Notes.",
  note: "Note the service",
};

/** From Select Activity to the form and Distributed Documents. */
export const activities = { list, select, detail, form, documents, secondService };
