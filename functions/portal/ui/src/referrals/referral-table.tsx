import { Table } from "@trussworks/react-uswds";
import { Link } from "react-router";

import type { Schemas } from "../api/client";
import { Status, Warning } from "../parts/status";
import { useWhen } from "../parts/when";
import { deliveryWord } from "../words";

interface Props {
  rows: Schemas["ReferralRow"][];
  caption: string;
  /** Whether the rows are of more than one customer. */
  customers?: boolean;
}

/** Referrals, one row each. */
export function ReferralTable({ rows, caption, customers = false }: Props) {
  const when = useWhen();
  return (
    <Table fullWidth stackedStyle="default" caption={caption} className="referrals">
      <thead>
        <tr>
          <th scope="col">Date</th>
          {customers && <th scope="col">Customer</th>}
          <th scope="col">Organization</th>
          <th scope="col">Services</th>
          <th scope="col">Status</th>
          <th scope="col">Last answer</th>
          <th scope="col">E-mail</th>
          <th scope="col">
            <span className="usa-sr-only">View</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <td data-label="Date" className="date">{when.day(row.sentAt ?? row.createdAt)}</td>
            {customers && (
              <td data-label="Customer">
                <Link to={`/app/customers/${row.customer.id}/referrals`}>{row.customer.name}</Link>
              </td>
            )}
            <td data-label="Organization">
              {row.organization.name || "None yet"}
              {row.contact.name && <span className="under">{row.contact.name}</span>}
            </td>
            <td data-label="Services">
              <Services lines={row.services} />
            </td>
            <td data-label="Status">
              <Status status={row.status} /> {row.overdue && <Warning>Overdue</Warning>}
            </td>
            <td data-label="Last answer" className="date">{when.day(row.answeredAt) || "None"}</td>
            <td data-label="E-mail">
              {row.undeliverable && row.delivery ? (
                <Warning>{deliveryWord[row.delivery]}</Warning>
              ) : row.delivery ? (
                deliveryWord[row.delivery]
              ) : (
                "Not sent"
              )}
            </td>
            <td data-label="">
              <Link to={`/app/referrals/${row.id}`} aria-label={`View referral ${row.reference}`}>
                View
              </Link>
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

/** The services; each with its own status where they differ. */
function Services({ lines }: { lines: Schemas["ServiceLine"][] }) {
  const differ = new Set(lines.map((line) => line.status)).size > 1;
  return (
    <ul className="plain-list">
      {lines.map((line) => (
        <li key={line.key}>
          {line.label} {differ && <Status status={line.status} />}
        </li>
      ))}
    </ul>
  );
}
