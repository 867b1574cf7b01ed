import { Table } from "@trussworks/react-uswds";
import { Link } from "react-router";

import { answered } from "../api/client";
import { useResource } from "../api/resource";
import { useCustomer } from "../customers/customer-page";
import { useOrganizationNames } from "../directory/organization-names";
import { Contents } from "../parts/contents";
import { useWhen } from "../parts/when";
import { useSession } from "../session/session";
import { words } from "../words";

/** Customer Activity List. */
export function ActivityList() {
  const customer = useCustomer();
  const { api } = useSession();
  const when = useWhen();
  const activities = useResource(`customers/${customer.id}/activities`, (signal) =>
    answered(api.GET("/v1/customers/{id}/activities", { signal, params: { path: { id: customer.id } } })),
  );
  const nameOf = useOrganizationNames((activities.value?.items ?? []).map(({ providerId }) => providerId));
  return (
    <>
      <Link className="usa-button" to={`/app/customers/${customer.id}/activities/select`}>
        {words.activities.list.select}
      </Link>
      <Contents of={activities} what={words.activities.list.what}>
        {({ items }) =>
          items.length === 0 ? (
            <div className="empty">
              <p>{words.activities.list.empty}</p>
            </div>
          ) : (
            <Table fullWidth stackedStyle="default" caption={words.activities.list.caption}>
              <thead>
                <tr>
                  <th scope="col">{words.terms.activityName}</th>
                  <th scope="col">{words.terms.sessionDescription}</th>
                  <th scope="col">{words.terms.provider}</th>
                  <th scope="col">{words.terms.programBlock}</th>
                  <th scope="col">{words.activities.list.dates}</th>
                </tr>
              </thead>
              <tbody>
                {items.map((activity) => (
                  <tr key={activity.id}>
                    <th scope="row" data-label={words.terms.activityName}>
                      <Link to={`/app/customers/${customer.id}/activities/${activity.id}`}>{activity.activityName}</Link>
                    </th>
                    <td data-label={words.terms.sessionDescription}>{activity.sessionDescription}</td>
                    <td data-label={words.terms.provider}>{nameOf(activity.providerId)}</td>
                    <td data-label={words.terms.programBlock}>{activity.programBlock}</td>
                    <td data-label={words.activities.list.dates}>
                      {words.activities.list.from(when.date(activity.startDate), when.date(activity.endDate))}
                    </td>
                  </tr>
                ))}
              </tbody>
            </Table>
          )
        }
      </Contents>
    </>
  );
}
