import { Radio } from "@trussworks/react-uswds";
import type { FormEvent } from "react";

import { answered } from "../api/client";
import { toFailure } from "../api/failure";
import type { Schemas } from "../api/schemas";
import { useIdempotencyKey, useSubmit } from "../api/submit";
import { Act } from "../parts/act";
import { useTell } from "../parts/done";
import { useDraft } from "../parts/draft";
import { TextArea } from "../parts/field";
import { Fields } from "../parts/fields";
import { Group } from "../parts/group";
import { Problem } from "../parts/problem";
import { useSession } from "../session/session";
import { words } from "../words";

type Task = Schemas["Task"];

interface Props {
  task: Task;
  onCompleted(task: Task): void;
  /** Is told how the task now is, and the note that was typed, where somebody else completed it first. */
  onOvertaken(now: Task, note: string): void;
}

/** "Completes the task with an outcome." */
export function Completion({ task, onCompleted, onOvertaken }: Props) {
  const { api, catalog } = useSession();
  const tell = useTell();
  const [typed, setTyped, clear] = useDraft(`task:${task.id}`, { outcome: "", note: "" });
  const keyOf = useIdempotencyKey();
  const path = { id: task.id };
  const complete = useSubmit(async () => {
    const body = { outcome: typed.outcome, ...(typed.note.trim() && { note: typed.note.trim() }) };
    try {
      const completed = await answered(
        api.POST("/v1/tasks/{id}/complete", { params: { path, header: { "Idempotency-Key": keyOf(body) } }, body }),
      );
      clear();
      onCompleted(completed);
      tell(words.done.taskCompleted);
    } catch (error) {
      if (toFailure(error).status !== 409) throw error;
      const now = await answered(api.GET("/v1/tasks/{id}", { params: { path } }));
      if (now.status === "open") throw error;
      clear();
      onOvertaken(now, typed.note.trim());
    }
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void complete.run();
  };
  const own = words.tasks;
  return (
    <Fields failure={complete.failure}>
      <form className="narrow" onSubmit={submit} noValidate>
        <Group legend={words.terms.outcome} field="outcome" oneOf required>
          {catalog.taskOutcomes.map(({ key, label }) => (
            <Radio key={key} id={`outcome-${key}`} name="outcome" label={label} checked={typed.outcome === key} onChange={() => setTyped({ ...typed, outcome: key })} />
          ))}
        </Group>
        <TextArea label={words.terms.note} maxLength={4000} value={typed.note} onChange={(note) => setTyped({ ...typed, note })} />
        {complete.failure && <Problem failure={complete.failure} />}
        <Act type="submit" busy={complete.busy}>
          {own.complete}
        </Act>
      </form>
    </Fields>
  );
}
