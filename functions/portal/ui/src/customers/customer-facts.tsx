import { Facts } from "../parts/facts";
import { useWhen } from "../parts/when";
import { words } from "../words";
import { useCustomer } from "./customer-page";

/** Who the customer is. */
export function CustomerFacts() {
  const customer = useCustomer();
  const when = useWhen();
  return (
    <Facts
      facts={[
        [words.terms.name, `${customer.firstName} ${customer.lastName}`],
        [words.terms.address, customer.address],
        [words.terms.phone, customer.phone],
        [words.terms.email, customer.email],
        [words.terms.group, customer.group],
        [words.terms.designatedOrganization, customer.designatedOrganization],
        [words.terms.caseNumber, customer.caseNumber],
        [words.held.hold, customer.hold?.reason],
        [words.held.erased, when.time(customer.erasedAt)],
        [words.customers.programBlocks, customer.programBlocks?.map(({ block }) => block).join(", ")],
      ]}
    />
  );
}
