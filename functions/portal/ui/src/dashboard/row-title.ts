/** What a list is called that a figure leads to; shorter than the row's own words. */
export function rowTitle(row: string | null): string {
  switch (row) {
    case "not-required":
      return "Customers that do not require a referral";
    case "awaiting-response":
      return "Awaiting a response";
    case "required-not-sent":
      return "A referral is required, but not sent";
    case "overdue":
      return "No response after 10 days";
    case "awaiting-customer":
      return "Customer has not responded to the provider";
    case "answered":
      return "Accepted, rejected, or closed";
    case "attention":
      return "Customers who need attention";
    case "unclassified":
      return "Customers in none of the rows";
    default:
      return "Customers";
  }
}
