import { Table } from "@trussworks/react-uswds";
import { Link, NavLink, useSearchParams } from "react-router";

import { answered } from "../api/client";
import { useList } from "../api/list";
import { Listed } from "../parts/list";
import { Page } from "../parts/page";
import { useWhen } from "../parts/when";
import { useSession } from "../session/session";
import { words } from "../words";

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
    <Page title={words.tasks.title}>
      <nav className="tabs" aria-label={words.tasks.title}>
        <ul>
          <li>
            <NavLink to="/app/tasks" aria-current={status === "open" ? "page" : false}>
              {words.tasks.open}
            </NavLink>
          </li>
          <li>
            <NavLink to="/app/tasks?status=completed" aria-current={status === "completed" ? "page" : false}>
              {words.tasks.completed}
            </NavLink>
          </li>
        </ul>
      </nav>
      <Listed
        list={list}
        what={words.tasks.many}
        empty={<p>{status === "open" ? words.tasks.noneOpen : words.tasks.noneCompleted}</p>}
      >
        {(tasks) => (
          <Table fullWidth stackedStyle="default" caption={status === "open" ? words.tasks.openCaption : words.tasks.completedCaption}>
            <thead>
              <tr>
                <th scope="col">{words.tasks.one}</th>
                <th scope="col">{words.terms.client}</th>
                <th scope="col">{words.terms.provider}</th>
                <th scope="col">{words.tasks.activity}</th>
                <th scope="col">{status === "open" ? words.terms.since : words.terms.outcome}</th>
              </tr>
            </thead>
            <tbody>
              {tasks.map((task) => (
                <tr key={task.id}>
                  <th scope="row" data-label={words.tasks.one}>
                    <Link to={`/app/tasks/${task.id}`}>{task.name}</Link>
                  </th>
                  <td data-label={words.terms.client}>{task.details.customer.name}</td>
                  <td data-label={words.terms.provider}>{task.details.provider.name}</td>
                  <td data-label={words.tasks.activity}>{task.details.activityName}</td>
                  <td data-label={status === "open" ? words.terms.since : words.terms.outcome} className="date">
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
