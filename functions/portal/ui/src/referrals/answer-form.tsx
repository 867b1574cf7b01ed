import { Radio } from "@trussworks/react-uswds";
import type { FormEvent } from "react";
import { useNavigate } from "react-router";

import { answered } from "../api/client";
import type { Schemas } from "../api/schemas";
import { useIdempotencyKey } from "../api/submit";
import { Act } from "../parts/act";
import { useDraft } from "../parts/draft";
import { Choice, TextArea, TextField } from "../parts/field";
import { Fields } from "../parts/fields";
import { Group } from "../parts/group";
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
  const called = words.called[referral.kind];
  const keyOf = useIdempotencyKey();
  const set = (change: Partial<typeof blank>) => setTyped({ ...typed, ...change });
  const open = referral.services.filter((line) => !["rejected", "closed", "canceled"].includes(line.status));

  const named = Object.entries(typed.services).filter(([, answer]) => answer.decision);
  // What stands before the names of a service's fields in the body.
  const place = (service: string) => `services[${named.findIndex(([key]) => key === service)}].`;

  const record = useChange(referral, onChange, async (etag) => {
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

  return (
    <Fields failure={record.failure}>
      <form className="narrow" onSubmit={submit} noValidate>
        <ChangeProblem change={record} />
        <Group legend={called.answeredHow} field="channel" oneOf required>
          {choices(words.keys.channel).map(({ key, label }) => (
            <Radio key={key} id={`channel-${key}`} name="channel" label={label} checked={typed.channel === key} onChange={() => set({ channel: key })} />
          ))}
        </Group>
        <TextField
          label={called.answeredBy}
          required
          value={typed.name}
          field="name"
          onChange={(name) => set({ name })}
        />
        <Group legend={open.length > 1 ? words.referrals.answer.forAll : words.referrals.answer.one} field="decision" oneOf required={named.length < open.length}>
          {choices(words.keys.decision).map(({ key, label }) => (
            <Radio key={key} id={`decision-${key}`} name="decision" label={label} checked={typed.decision === key} onChange={() => set({ decision: key })} />
          ))}
        </Group>
        <Why value={typed} onChange={set} />
        {open.length > 1 && (
          <Group legend={words.referrals.answer.otherwise}>
            {open.map((line) => {
              const answer = typed.services[line.key] ?? asAll;
              const change = (of: Partial<typeof answer>) =>
                set({ services: { ...typed.services, [line.key]: { ...answer, ...of } } });
              return (
                <div key={line.key}>
                  <Choice
                    label={line.label}
                    field={`${place(line.key)}decision`}
                    empty={words.referrals.answer.asAbove}
                    options={choices(words.keys.decision)}
                    value={answer.decision}
                    onChange={(decision) => change({ decision: decision as Decision | "" })}
                  />
                  <Why value={answer} of={line.label} prefix={place(line.key)} onChange={change} />
                </div>
              );
            })}
          </Group>
        )}
        <TextArea label={words.terms.note} maxLength={4000} value={typed.note} field="note" onChange={(note) => set({ note })} />
        <Act type="submit" busy={record.busy}>
          {words.referrals.answer.record}
        </Act>
      </form>
    </Fields>
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

interface WhyProps {
  value: Given;
  /** The service that it is said of, where it is not all. */
  of?: string;
  /** What stands before the names of its fields in the body. */
  prefix?: string;
  onChange(change: Partial<Given>): void;
}

/** Why it was rejected, or how it ended. */
function Why({ value, of, prefix = "", onChange }: WhyProps) {
  const { catalog } = useSession();
  const { reasonOf, endOf } = words.referrals.services;
  if (value.decision === "rejected") {
    return (
      <Choice label={words.terms.reason} called={of && reasonOf(of)} field={`${prefix}reason`} required empty={words.referrals.answer.chooseReason} options={catalog.rejectReasons} value={value.reason} onChange={(reason) => onChange({ reason })} />
    );
  }
  if (value.decision === "closed") {
    return (
      <Choice label={words.referrals.answer.ended} called={of && endOf(of)} field={`${prefix}outcome`} required empty={words.referrals.answer.chooseOutcome} options={catalog.closeOutcomes} value={value.outcome} onChange={(outcome) => onChange({ outcome })} />
    );
  }
  return null;
}
