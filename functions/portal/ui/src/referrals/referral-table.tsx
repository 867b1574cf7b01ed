import { Table } from "@trussworks/react-uswds";
import { Link } from "react-router";

import type { Schemas } from "../api/schemas";
import { Status, Warning } from "../parts/status";
import { useWhen } from "../parts/when";
import { words } from "../words";

interface Props {
  rows: Schemas["ReferralRow"][];
  caption: string;
  /** Whether the rows are of more than one customer. */
  customers?: boolean;
}

/** Referrals, one row each. */
export function ReferralTable({ rows, caption, customers = false }: Props) {
  const when = useWhen();
  const called = words.called[rows[0]?.kind ?? "support"];
  return (
    <Table fullWidth stackedStyle="default" caption={caption} className="referrals">
      <thead>
        <tr>
          <th scope="col">{words.terms.date}</th>
          {customers && <th scope="col">{called.person}</th>}
          <th scope="col">{called.organization}</th>
          <th scope="col">{words.terms.services}</th>
          <th scope="col">{words.terms.status}</th>
          <th scope="col">{words.terms.lastAnswer}</th>
          <th scope="col">{words.referrals.table.email}</th>
          <th scope="col">
            <span className="usa-sr-only">{words.terms.view}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <td data-label={words.terms.date} className="date">{when.day(row.sentAt ?? row.createdAt)}</td>
            {customers && (
              <td data-label={called.person}>
                <Link to={`/app/customers/${row.customer.id}/referrals`}>{row.customer.name}</Link>
              </td>
            )}
            <td data-label={called.organization}>
              {row.organization.name || words.terms.noneYet}
              {row.contact.name && <span className="under">{row.contact.name}</span>}
            </td>
            <td data-label={words.terms.services}>
              <Services lines={row.services} />
            </td>
            <td data-label={words.terms.status}>
              <Status status={row.status} /> {row.overdue && <Warning>{words.terms.overdue}</Warning>}
            </td>
            <td data-label={words.terms.lastAnswer} className="date">{when.day(row.answeredAt) || words.terms.none}</td>
            <td data-label={words.referrals.table.email}>
              {row.undeliverable && row.delivery ? (
                <Warning>{words.keys.delivery[row.delivery]}</Warning>
              ) : row.delivery ? (
                words.keys.delivery[row.delivery]
              ) : (
                words.referrals.table.notSent
              )}
            </td>
            <td data-label="">
              <Link to={`/app/referrals/${row.id}`} aria-label={words.terms.viewReferral(row.reference)}>
                {words.terms.view}
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
