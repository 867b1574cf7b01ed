import { Button, ErrorMessage, Fieldset, Radio } from "@trussworks/react-uswds";
import type { FormEvent } from "react";
import { Link, useParams } from "react-router";

import { answered, type Schemas } from "../api/client";
import { useResource } from "../api/resource";
import { useIdempotencyKey, useSubmit } from "../api/submit";
import { Contents } from "../parts/contents";
import { useDraft } from "../parts/draft";
import { Facts } from "../parts/facts";
import { TextArea } from "../parts/field";
import { Notice } from "../parts/notice";
import { Page } from "../parts/page";
import { Problem } from "../parts/problem";
import { useWhen } from "../parts/when";
import { useSession } from "../session/session";

/** "The rejection reason can be viewed in the task details"; "completes the task with an outcome". */
export function TaskPage() {
  const { id = "" } = useParams();
  const { api } = useSession();
  const when = useWhen();
  const task = useResource(`tasks/${id}`, (signal) =>
    answered(api.GET("/v1/tasks/{id}", { signal, params: { path: { id } } })),
  );
  return (
    <Page title={task.value?.name ?? "Task"} kicker={<Link to="/app/tasks">Tasks</Link>}>
      <Contents of={task} what="the task">
        {(value) => (
          <>
            {value.status === "completed" && (
              <Notice type="success" live>
                Completed {when.time(value.completedAt)}: {value.outcome}
              </Notice>
            )}
            <Facts
              facts={[
                ["Client", <Link to={`/app/customers/${value.details.customer.id}/referrals`}>{value.details.customer.name}</Link>],
                ["Provider", value.details.provider.name],
                ["Reason", value.details.reason && <span className="lines">{value.details.reason}</span>],
                ["Program block", value.details.programBlock],
                ["Activity", value.details.activityName],
                ["Referral", <Link to={`/app/referrals/${value.details.referralId}`}>{value.details.reference}</Link>],
                ["Since", when.time(value.createdAt)],
                ["Note", value.note && <span className="lines">{value.note}</span>],
              ]}
            />
            {value.status === "open" && <Completion task={value} onCompleted={task.put} />}
          </>
        )}
      </Contents>
    </Page>
  );
}

function Completion({ task, onCompleted }: { task: Schemas["Task"]; onCompleted(task: Schemas["Task"]): void }) {
  const { api, catalog } = useSession();
  const [typed, setTyped, clear] = useDraft(`task:${task.id}`, { outcome: "", note: "" });
  const keyOf = useIdempotencyKey();
  const complete = useSubmit(async () => {
    const body = { outcome: typed.outcome, ...(typed.note.trim() && { note: typed.note.trim() }) };
    const completed = await answered(
      api.POST("/v1/tasks/{id}/complete", {
        params: { path: { id: task.id }, header: { "Idempotency-Key": keyOf(body) } },
        body,
      }),
    );
    clear();
    onCompleted(completed);
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void complete.run();
  };
  return (
    <form className="narrow" onSubmit={submit} noValidate>
      <Fieldset legend="Outcome (required)">
        {complete.failure?.of("outcome") && <ErrorMessage>{complete.failure.of("outcome")}</ErrorMessage>}
        {catalog.taskOutcomes.map(({ key, label }) => (
          <Radio key={key} id={`outcome-${key}`} name="outcome" label={label} checked={typed.outcome === key} onChange={() => setTyped({ ...typed, outcome: key })} />
        ))}
      </Fieldset>
      <TextArea label="Note" maxLength={4000} value={typed.note} onChange={(note) => setTyped({ ...typed, note })} />
      {complete.failure && <Problem failure={complete.failure} />}
      <Button type="submit" disabled={complete.busy}>
        Complete the task
      </Button>
    </form>
  );
}
