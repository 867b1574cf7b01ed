import { ButtonGroup } from "@trussworks/react-uswds";
import { type FormEvent, useRef } from "react";
import { Link, useNavigate } from "react-router";

import { answered } from "../api/client";
import type { Schemas } from "../api/schemas";
import { useIdempotencyKey } from "../api/submit";
import { Act } from "../parts/act";
import { DateField } from "../parts/date-field";
import { useDraft } from "../parts/draft";
import { Facts } from "../parts/facts";
import { TextArea, TextField } from "../parts/field";
import { Fields } from "../parts/fields";
import { useWhen } from "../parts/when";
import { useChange } from "../referrals/change";
import { ChangeProblem } from "../referrals/change-problem";
import { useSession } from "../session/session";
import { words } from "../words";

type Form = Schemas["Form"];
type Field = Schemas["FormField"];
type Referral = Schemas["Referral"];

interface Props {
  form: Form;
  referral: Referral;
  /** Reads both again, after either changed. */
  onChanged(): Promise<void>;
}

/** "Reviews the form, make any necessary updates, and click the Send to Provider button on the form." */
export function FormEditor({ form, referral, onChanged }: Props) {
  const navigate = useNavigate();
  const editable = form.fields.filter((field) => field.editable);
  const [typed, setTyped, clear] = useDraft<Record<string, string>>(`form:${form.referralId}`, {});
  const valueOf = (field: Field) => typed[field.key] ?? field.value;
  const changes = editable.filter((field) => valueOf(field) !== field.value);
  const { put, send, read } = useFormCalls(form.referralId);
  const before = useRef(form);
  const own = words.activities.form;

  const forget = () => {
    clear();
    setTyped({});
  };
  async function save(etag: string): Promise<Referral> {
    if (changes.length === 0) return referral;
    await put(etag, changes.map((field) => ({ key: field.key, value: valueOf(field) })));
    forget();
    return read();
  }
  const done = useChange(referral, onChanged, async (etag, action: "save" | "send") => {
    before.current = form;
    const saved = await save(etag);
    if (action === "save") return saved;
    // One that was changed and could not be sent is tried again as it then is.
    if (saved !== referral) await onChanged();
    const sent = await send(`"${saved.version}"`);
    void navigate(`/app/referrals/${sent.id}`, { state: { done: own.sent(sent.organization.name) } });
    return sent;
  }, (_, action) => (action === "save" ? words.done.formSaved : undefined));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void done.run("save");
  };
  const nameOf = (field: Field) => `fields[${changes.indexOf(field)}].value`;
  const standing = done.failure?.problem?.duplicateOf;
  return (
    <>
      <FixedFields form={form} />
      <Fields failure={done.failure}>
        <form className="narrow" onSubmit={submit} noValidate>
          {editable.map((field) => (
            <EditableField
              key={field.key}
              field={field}
              value={valueOf(field)}
              name={nameOf(field)}
              onChange={(value) => setTyped({ ...typed, [field.key]: value })}
            />
          ))}
          <ChangeProblem change={done} heading={own.notSent} onForget={() => (forget(), done.clear())}>
            <Differences before={before.current} now={form} />
          </ChangeProblem>
          {standing && (
            <p>
              <Link to={`/app/referrals/${standing}`}>{own.standing}</Link>
            </p>
          )}
          <ButtonGroup>
            <Act type="button" busy={done.busy} onClick={() => void done.run("send")}>
              {own.send}
            </Act>
            <Act type="submit" outline disabled={changes.length === 0} busy={done.busy}>
              {words.terms.save}
            </Act>
          </ButtonGroup>
        </form>
      </Fields>
    </>
  );
}

function useFormCalls(id: string) {
  const { api } = useSession();
  const keyOf = useIdempotencyKey();
  const path = { id };
  return {
    put: (etag: string, fields: { key: string; value: string }[]) =>
      answered(api.PUT("/v1/referrals/{id}/form", { params: { path, header: { "If-Match": etag } }, body: { fields } })),
    send: (etag: string) =>
      answered(
        api.POST("/v1/referrals/{id}/send", {
          params: { path, header: { "If-Match": etag, "Idempotency-Key": keyOf(etag) } },
          body: {},
        }),
      ),
    read: () => answered(api.GET("/v1/referrals/{id}", { params: { path } })),
  };
}

function FixedFields({ form }: { form: Form }) {
  const when = useWhen();
  return (
    <Facts
      facts={form.fields
        .filter((field) => !field.editable)
        .map(({ label, value, kind }) => [label, kind === "date" ? when.date(value) : value])}
    />
  );
}

function EditableField({ field, name, ...rest }: { field: Field; name: string; value: string; onChange(value: string): void }) {
  const common = { label: field.label, field: name, ...rest };
  switch (field.kind) {
    case "long":
      return <TextArea maxLength={4000} {...common} />;
    case "date":
      return <DateField {...common} />;
    default:
      return <TextField type={field.kind === "number" ? "number" : "text"} {...common} />;
  }
}

/** What somebody else changed of the form. */
function Differences({ before, now }: { before: Form; now: Form }) {
  const was = new Map(before.fields.map(({ key, value }) => [key, value]));
  return (
    <Facts
      facts={now.fields
        .filter(({ key, value }) => was.get(key) !== value)
        .map(({ key, label, value }) => [label, words.referrals.meanwhile.became(was.get(key) ?? "", value)])}
    />
  );
}
