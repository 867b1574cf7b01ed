import { useState } from "react";
import { Link, useParams } from "react-router";

import { answered } from "../api/client";
import { useResource } from "../api/resource";
import type { Schemas } from "../api/schemas";
import { Contents } from "../parts/contents";
import { Facts } from "../parts/facts";
import { Focused } from "../parts/focused";
import { Notice } from "../parts/notice";
import { Page } from "../parts/page";
import { useWhen } from "../parts/when";
import { useSession } from "../session/session";
import { words } from "../words";
import { Completion } from "./completion";

/** "The rejection reason can be viewed in the task details"; "completes the task with an outcome". */
export function TaskPage() {
  const { id = "" } = useParams();
  const { api } = useSession();
  // What was typed when somebody else came first.
  const [lost, setLost] = useState<string>();
  const task = useResource(`tasks/${id}`, (signal) =>
    answered(api.GET("/v1/tasks/{id}", { signal, params: { path: { id } } })),
  );
  const own = words.tasks;
  return (
    <Page title={task.value?.name ?? own.one} kicker={<Link to="/app/tasks">{own.title}</Link>}>
      {lost !== undefined && (
        <Focused of={lost}>
          <Notice type="warning" heading={own.meanwhile} live>
            <p>{own.meanwhileNext}</p>
            {lost && <p className="lines">{own.youTyped(lost)}</p>}
          </Notice>
        </Focused>
      )}
      <Contents of={task} what={own.theTask}>
        {(value) => (
          <>
            <Shown task={value} />
            {value.status === "open" && (
              <Completion
                task={value}
                onCompleted={task.put}
                onOvertaken={(now, note) => {
                  setLost(note);
                  task.put(now);
                }}
              />
            )}
          </>
        )}
      </Contents>
    </Page>
  );
}

function Shown({ task: { details, ...task } }: { task: Schemas["Task"] }) {
  const when = useWhen();
  const { terms } = words;
  return (
    <>
      {task.status === "completed" && (
        <Notice type="success">
          {words.tasks.completedAs(when.time(task.completedAt), task.outcome ?? "")}
        </Notice>
      )}
      <Facts
        facts={[
          [terms.client, <Link to={`/app/customers/${details.customer.id}/referrals`}>{details.customer.name}</Link>],
          [terms.provider, details.provider.name],
          [terms.reason, details.reason && <span className="lines">{details.reason}</span>],
          [terms.programBlock, details.programBlock],
          [terms.activityName, details.activityName],
          [terms.referral, <Link to={`/app/referrals/${details.referralId}`}>{details.reference}</Link>],
          [terms.since, when.time(task.createdAt)],
          [terms.note, task.note && <span className="lines">{task.note}</span>],
        ]}
      />
    </>
  );
}
