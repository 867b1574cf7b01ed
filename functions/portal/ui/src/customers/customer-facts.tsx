import { Facts } from "../parts/facts";
import { useCustomer } from "./customer-page";

/** Who the customer is. */
export function CustomerFacts() {
  const customer = useCustomer();
  return (
    <Facts
      facts={[
        ["Name", `${customer.firstName} ${customer.lastName}`],
        ["Address", customer.address],
        ["Phone", customer.phone],
        ["Email", customer.email],
        ["Group", customer.group],
        ["Designated organization", customer.designatedOrganization],
        ["Case number", customer.caseNumber],
        ["Program blocks", customer.programBlocks?.map(({ block }) => block).join(", ")],
      ]}
    />
  );
}
