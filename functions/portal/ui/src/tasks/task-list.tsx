import { Table } from "@trussworks/react-uswds";
import { Link, NavLink, useSearchParams } from "react-router";

import { answered } from "../api/client";
import { useList } from "../api/list";
import { Listed } from "../parts/list";
import { Page } from "../parts/page";
import { useWhen } from "../parts/when";
import { useSession } from "../session/session";

/** The navigator's tasks. */
export function TaskList() {
  const { api } = useSession();
  const when = useWhen();
  const [params] = useSearchParams();
  const status = params.get("status") === "completed" ? "completed" : "open";
  const list = useList(`tasks?${status}`, (cursor, signal) =>
    answered(api.GET("/v1/tasks", { signal, params: { query: { status, cursor } } })),
  );
  return (
    <Page title="Tasks">
      <nav className="tabs" aria-label="Tasks">
        <ul>
          <li>
            <NavLink to="/app/tasks" aria-current={status === "open" ? "page" : false}>
              Open
            </NavLink>
          </li>
          <li>
            <NavLink to="/app/tasks?status=completed" aria-current={status === "completed" ? "page" : false}>
              Completed
            </NavLink>
          </li>
        </ul>
      </nav>
      <Listed
        list={list}
        what="tasks"
        empty={<p>{status === "open" ? "There is no open task. A provider’s answer makes one." : "No task was completed yet."}</p>}
      >
        {(tasks) => (
          <Table fullWidth stackedStyle="default" caption={status === "open" ? "Open tasks" : "Completed tasks"}>
            <thead>
              <tr>
                <th scope="col">Task</th>
                <th scope="col">Client</th>
                <th scope="col">Provider</th>
                <th scope="col">Activity</th>
                <th scope="col">{status === "open" ? "Since" : "Outcome"}</th>
              </tr>
            </thead>
            <tbody>
              {tasks.map((task) => (
                <tr key={task.id}>
                  <th scope="row" data-label="Task">
                    <Link to={`/app/tasks/${task.id}`}>{task.name}</Link>
                  </th>
                  <td data-label="Client">{task.details.customer.name}</td>
                  <td data-label="Provider">{task.details.provider.name}</td>
                  <td data-label="Activity">{task.details.activityName}</td>
                  <td data-label={status === "open" ? "Since" : "Outcome"} className="date">
                    {status === "open" ? when.day(task.createdAt) : task.outcome}
                  </td>
                </tr>
              ))}
            </tbody>
          </Table>
        )}
      </Listed>
    </Page>
  );
}
