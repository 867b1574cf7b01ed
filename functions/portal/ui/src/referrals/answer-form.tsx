import { ErrorMessage, Fieldset, Radio } from "@trussworks/react-uswds";
import type { FormEvent } from "react";
import { useNavigate } from "react-router";

import { answered } from "../api/client";
import type { Schemas } from "../api/schemas";
import { useIdempotencyKey } from "../api/submit";
import { Act } from "../parts/act";
import { useDraft } from "../parts/draft";
import { Choice, TextArea, TextField } from "../parts/field";
import { useSession } from "../session/session";
import { words } from "../words";
import { choices } from "../words/choices";
import { useChange } from "./change";
import { ChangeProblem } from "./change-problem";

type Decision = Schemas["Decision"];
type Channel = keyof typeof words.keys.channel;

const blank = {
  channel: "telephone" as Channel,
  name: "",
  decision: "" as Decision | "",
  reason: "",
  outcome: "",
  note: "",
  /** By the key of a service that is answered otherwise than the rest. */
  services: {} as Record<string, { decision: Decision | ""; reason: string; outcome: string }>,
};
const asAll = { decision: "" as const, reason: "", outcome: "" };

/** The fields of a partner's answer, in the words of the partner's own page. */
export function AnswerForm({ referral, onChange }: { referral: Schemas["Referral"]; onChange(now: Schemas["Referral"]): void }) {
  const { api } = useSession();
  const navigate = useNavigate();
  const [typed, setTyped, clear] = useDraft(`answer:${referral.id}`, blank);
  const keyOf = useIdempotencyKey();
  const set = (change: Partial<typeof blank>) => setTyped({ ...typed, ...change });
  const open = referral.services.filter((line) => !["rejected", "closed", "canceled"].includes(line.status));

  const record = useChange(referral, onChange, async (etag) => {
    const named = Object.entries(typed.services).filter(([, answer]) => answer.decision);
    const body = {
      channel: typed.channel,
      name: typed.name.trim(),
      ...(typed.decision && { decision: typed.decision }),
      ...reasonOf(typed),
      ...(typed.note.trim() && { note: typed.note.trim() }),
      ...(named.length > 0 && {
        services: named.map(([key, answer]) => ({ key, decision: answer.decision as Decision, ...reasonOf(answer) })),
      }),
    };
    const now = await answered(
      api.POST("/v1/referrals/{id}/answers", {
        params: { path: { id: referral.id }, header: { "If-Match": etag, "Idempotency-Key": keyOf([etag, body]) } },
        body,
      }),
    );
    clear();
    void navigate(`/app/referrals/${referral.id}`, { state: { done: words.referrals.answer.recorded } });
    return now;
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void record.run();
  };
  const error = (field: string) => record.failure?.of(field);

  return (
    <form className="narrow" onSubmit={submit} noValidate>
      <ChangeProblem change={record} />
      <Fieldset legend={words.referrals.answer.how}>
        {choices(words.keys.channel).map(({ key, label }) => (
          <Radio key={key} id={`channel-${key}`} name="channel" label={label} checked={typed.channel === key} onChange={() => set({ channel: key })} />
        ))}
      </Fieldset>
      <TextField
        label={words.referrals.answer.name}
        required
        value={typed.name}
        error={error("name")}
        onChange={(name) => set({ name })}
      />
      <Fieldset legend={open.length > 1 ? words.referrals.answer.forAll : words.referrals.answer.one}>
        {error("decision") && <ErrorMessage>{error("decision")}</ErrorMessage>}
        {choices(words.keys.decision).map(({ key, label }) => (
          <Radio key={key} id={`decision-${key}`} name="decision" label={label} checked={typed.decision === key} onChange={() => set({ decision: key })} />
        ))}
      </Fieldset>
      <Why value={typed} errorReason={error("reason")} errorOutcome={error("outcome")} onChange={set} />
      {open.length > 1 && (
        <Fieldset legend={words.referrals.answer.otherwise}>
          {open.map((line) => {
            const answer = typed.services[line.key] ?? asAll;
            const change = (of: Partial<typeof answer>) =>
              set({ services: { ...typed.services, [line.key]: { ...answer, ...of } } });
            return (
              <div key={line.key}>
                <Choice
                  label={line.label}
                  empty={words.referrals.answer.asAbove}
                  options={choices(words.keys.decision)}
                  value={answer.decision}
                  onChange={(decision) => change({ decision: decision as Decision | "" })}
                />
                <Why value={answer} onChange={change} />
              </div>
            );
          })}
        </Fieldset>
      )}
      <TextArea label={words.terms.note} maxLength={4000} value={typed.note} error={error("note")} onChange={(note) => set({ note })} />
      <Act type="submit" busy={record.busy}>
        {words.referrals.answer.record}
      </Act>
    </form>
  );
}

interface Given {
  decision: Decision | "";
  reason: string;
  outcome: string;
}

function reasonOf({ decision, reason, outcome }: Given) {
  return { ...(decision === "rejected" && reason && { reason }), ...(decision === "closed" && outcome && { outcome }) };
}

/** Why it was rejected, or how it ended. */
function Why({ value, errorReason, errorOutcome, onChange }: { value: Given; errorReason?: string; errorOutcome?: string; onChange(change: Partial<Given>): void }) {
  const { catalog } = useSession();
  if (value.decision === "rejected") {
    return (
      <Choice label={words.terms.reason} required empty={words.referrals.answer.chooseReason} options={catalog.rejectReasons} value={value.reason} error={errorReason} onChange={(reason) => onChange({ reason })} />
    );
  }
  if (value.decision === "closed") {
    return (
      <Choice label={words.referrals.answer.ended} required empty={words.referrals.answer.chooseOutcome} options={catalog.closeOutcomes} value={value.outcome} error={errorOutcome} onChange={(outcome) => onChange({ outcome })} />
    );
  }
  return null;
}
