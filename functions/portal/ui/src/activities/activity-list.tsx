import { Table } from "@trussworks/react-uswds";
import { Link } from "react-router";

import { answered } from "../api/client";
import { useResource } from "../api/resource";
import { useCustomer } from "../customers/customer-page";
import { useOrganizationNames } from "../directory/organization-names";
import { Contents } from "../parts/contents";
import { useWhen } from "../parts/when";
import { useSession } from "../session/session";

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
        Select Activity
      </Link>
      <Contents of={activities} what="the activities">
        {({ items }) =>
          items.length === 0 ? (
            <div className="empty">
              <p>There is no activity yet. Select Activity adds one; its form refers the client to a provider.</p>
            </div>
          ) : (
            <Table fullWidth stackedStyle="default" caption="Customer Activity List">
              <thead>
                <tr>
                  <th scope="col">Activity Name</th>
                  <th scope="col">Session Description</th>
                  <th scope="col">Provider</th>
                  <th scope="col">Program block</th>
                  <th scope="col">Dates</th>
                </tr>
              </thead>
              <tbody>
                {items.map((activity) => (
                  <tr key={activity.id}>
                    <th scope="row" data-label="Activity Name">
                      <Link to={`/app/customers/${customer.id}/activities/${activity.id}`}>{activity.activityName}</Link>
                    </th>
                    <td data-label="Session Description">{activity.sessionDescription}</td>
                    <td data-label="Provider">{nameOf(activity.providerId)}</td>
                    <td data-label="Program block">{activity.programBlock}</td>
                    <td data-label="Dates">
                      {when.date(activity.startDate)} to {when.date(activity.endDate)}
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
