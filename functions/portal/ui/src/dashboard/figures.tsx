import { Button, Table, Tooltip } from "@trussworks/react-uswds";
import { useState } from "react";
import { Link } from "react-router";

import type { Schemas } from "../api/schemas";
import { useWhen } from "../parts/when";
import { words } from "../words";

type Figures = Schemas["Dashboard"];

/** The guide's table, a bar beside each figure; each figure leads to its customers. */
export function Figures({ of, grantee }: { of: Figures; grantee: string }) {
  const when = useWhen();
  const [shown, setShown] = useState(true);
  const [first, ...rest] = of.rows;
  const list = (figure: string) => `/app/dashboard/customers?${figure}${grantee && `&grantee=${encodeURIComponent(grantee)}`}`;
  return (
    <>
      <p className="lead">
        {words.dashboard.asOf(of.customers, when.time(of.asOf))}
      </p>
      <Table fullWidth className="figures" caption={words.dashboard.caption}>
        <thead className="usa-sr-only">
          <tr>
            <th scope="col">{words.terms.status}</th>
            <th scope="col">{words.dashboard.count}</th>
            <th scope="col">{words.dashboard.percent}</th>
          </tr>
        </thead>
        <tbody>{first && <Row row={first} to={list(`row=${first.key}`)} />}</tbody>
        <tbody>
          <tr>
            <th scope="rowgroup" colSpan={3} className="group">
              {words.dashboard.current}
            </th>
          </tr>
          {rest.map((row) => (
            <Row key={row.key} row={row} to={list(`row=${row.key}`)} />
          ))}
        </tbody>
        <tbody>
          <tr>
            <th scope="row" className="group">
              {words.dashboard.total}{" "}
              <Button type="button" unstyled aria-expanded={shown} onClick={() => setShown(!shown)}>
                {shown ? words.dashboard.hide : words.dashboard.show}
              </Button>
            </th>
            <td className="count">{of.totalReferrals}</td>
            <td />
          </tr>
          {shown &&
            of.services.map(({ rollup, label, customers }) => (
              <tr key={rollup}>
                <th scope="row">
                  {words.dashboard.withRollup(label)}
                  <Bar share={of.customers && customers / of.customers} />
                </th>
                <td className="count">
                  <Link to={list(`rollup=${rollup}`)} aria-label={words.dashboard.figureOfRollup(customers, label)}>
                    {customers}
                  </Link>
                </td>
                <td />
              </tr>
            ))}
        </tbody>
      </Table>
      <dl className="asides">
        <div>
          <dt>{words.dashboard.attention}</dt>
          <dd>
            <Link to={list("row=attention")}>{of.attention}</Link>
          </dd>
        </div>
        <div>
          <dt>{words.dashboard.unclassified}</dt>
          <dd>
            <Link to={list("row=unclassified")}>{of.unclassified}</Link>
          </dd>
        </div>
      </dl>
    </>
  );
}

function Row({ row, to }: { row: Figures["rows"][number]; to: string }) {
  return (
    <tr>
      <th scope="row">
        {row.label}{" "}
        <Tooltip label={words.dashboard.explanations[row.key]} position="top" className="usa-button--unstyled info" aria-label={words.dashboard.about(row.label)}>
          <svg className="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
            <circle cx="10" cy="10" r="8.5" />
            <path d="M10 9v5.5M10 5.25v1.75" />
          </svg>
        </Tooltip>
        <Bar share={row.percent / 100} />
      </th>
      <td className="count">
        <Link to={to} aria-label={words.dashboard.figure(row.count, row.label)}>
          {row.count}
        </Link>
      </td>
      <td className="count">{row.percent}%</td>
    </tr>
  );
}

/** The figure as a length. It repeats what the number says. */
function Bar({ share }: { share: number }) {
  return (
    <span className="bar" aria-hidden="true">
      <span style={{ width: `${Math.round(share * 1000) / 10}%` }} />
    </span>
  );
}
