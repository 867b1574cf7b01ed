import type { Schemas } from "../../api/schemas";

type Row = Schemas["Dashboard"]["rows"][number]["key"];

/** The text behind the ⓘ of each row. */
const explanations: Record<Row, string> = {
  "not-required": "The latest assessment does not ask for a referral, and none was made.",
  "awaiting-response": "A referral was sent and is not overdue. The partner has not answered yet, or answered “pending”.",
  "required-not-sent": "The latest assessment asks for a referral that has not been sent.",
  overdue: "The partner has not answered in time.",
  "awaiting-customer": "The partner says that the customer is not responding.",
  answered: "The partner has accepted, rejected or closed at least one service.",
};

/** What the list behind a figure is called; shorter than the row's own words. */
const lists: Record<Row | "attention" | "unclassified", string> = {
  "not-required": "Customers that do not require a referral",
  "awaiting-response": "Awaiting a response",
  "required-not-sent": "A referral is required but has not been sent",
  overdue: "No response after 10 days",
  "awaiting-customer": "Customer has not responded to the provider",
  answered: "Accepted, rejected, or closed",
  attention: "Customers who need attention",
  unclassified: "Customers in none of the rows",
};

/** The dashboard, and the lists behind its figures. */
export const dashboard = {
  title: "Dashboard",
  what: "the figures",
  explanations,
  lists,
  listOfRollup: (rollup: string) => `At least one referral for ${rollup}`,
  grantee: "Grantee",
  allGrantees: "All grantees",
  asOf: (customers: number, when: string) => `${customers} customers, as of ${when}`,
  caption: "Referrals",
  count: "Customers",
  percent: "Percent",
  current: "Customers Current Referral Status",
  total: "Total Referrals Made",
  hide: "(Hide)",
  show: "(Show)",
  withRollup: (rollup: string) => `# of customers with at least one referral for ${rollup}`,
  figure: (customers: number, row: string) => `${customers} customers: ${row}`,
  figureOfRollup: (customers: number, rollup: string) => `${customers} customers with at least one referral for ${rollup}`,
  about: (row: string) => `About: ${row}`,
  attention: "Customers who need attention",
  unclassified: "Customers in none of the rows",
  customers: "Customers",
  theCustomers: "customers",
  empty: "No customers are in this list at the moment. To see others, choose another figure on the dashboard.",
};
