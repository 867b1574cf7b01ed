/** The support-services guide speaks of customers, the employment-services guide of clients. */
const called = {
  customer: { one: "customer", many: "customers", One: "Customer", Many: "Customers" },
  client: { one: "client", many: "clients", One: "Client", Many: "Clients" },
};

const search = {
  name: "Name",
  nameHint: "First or last name, or the beginning of one",
  nameOrCase: "Name or case number",
  allGroups: "All groups",
  foundBy: (many: string, q: string) => `${many} found for “${q}”`,
  all: (many: string) => `All ${many}`,
  nobody: "Nobody was found. Try the beginning of the first or last name.",
  nobodyInGroup: "Nobody was found. Try the beginning of the first or last name, or search all groups.",
  showAll: (many: string) => `Show all ${many}`,
  noneYet: (many: string) => `There are no ${many} yet. They come from the reporting system.`,
};

const tabs = {
  details: (One: string) => `${One} details`,
  referral: "Referral",
  progress: "Progress",
  activities: "Activities",
  documents: "Distributed Documents",
  access: "Who saw this customer",
  held: "Stored data",
};

const assessment = {
  title: "Service Needs Assessment",
  date: "Date of the assessment",
  check: "Check each referral that the assessment asks for. If none is needed, leave all unchecked.",
  enter: "Enter the assessment",
  entered: "The assessment was entered.",
};

const progress = {
  what: "the progress",
  edit: "View/Edit",
  status: "Referral Status",
  items: "Service Needs Assessment Items",
  asksForNone: "The latest assessment does not ask for any referrals.",
  notAssessed: "There is no assessment yet.",
  others: "Other Referrals",
  noOthers: "There are none.",
  enter: "Enter an assessment",
  view: "View referral",
  viewNumbered: (number: number) => `View referral ${number}`,
};

const access = {
  what: "the records",
  intro: "Each time that staff or a provider looked at the customer’s details or referrals, newest first.",
  caption: "Who saw this customer",
  when: "When",
  who: "Who",
  seen: "What",
  empty: "Nobody has looked at this customer’s details yet.",
};

/** The customers, and the tabs of one. */
export const customers = {
  called, search, tabs, assessment, progress, access,
  theOne: (one: string) => `the ${one}`,
  programBlocks: "Program blocks",
  referralTo: (reference: string, organization: string) => `View referral ${reference} to ${organization}`,
};
