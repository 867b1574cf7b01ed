import { Button, ButtonGroup } from "@trussworks/react-uswds";
import { type FormEvent, useState } from "react";

import { answered, asFile, fileOf } from "../api/client";
import type { Schemas } from "../api/schemas";
import { useSubmit } from "../api/submit";
import { Act } from "../parts/act";
import { Download } from "../parts/download";
import { useDraft } from "../parts/draft";
import { TextArea } from "../parts/field";
import { Fields } from "../parts/fields";
import { Notice } from "../parts/notice";
import { Problem } from "../parts/problem";
import { useWhen } from "../parts/when";
import { useSession } from "../session/session";
import { words } from "../words";
import { useCustomer, useCustomerChange } from "./customer-page";

const own = words.held;

interface Props {
  customer: Schemas["Customer"];
  onChange(customer: Schemas["Customer"]): void;
}

/** All that is held about a customer: to hand out, to keep by law, or to erase. */
export function HeldTab() {
  const customer = useCustomer();
  const onChange = useCustomerChange();
  return (
    <div className="narrow">
      <Export id={customer.id} />
      <Hold customer={customer} onChange={onChange} />
      <Erasure customer={customer} onChange={onChange} />
    </div>
  );
}

function Export({ id }: { id: string }) {
  const { api } = useSession();
  const file = () =>
    fileOf(api.GET("/v1/customers/{id}/export", { params: { path: { id } }, ...asFile("application/json") }));
  return (
    <section>
      <h2>{own.export}</h2>
      <p>{own.exportWhy}</p>
      <Download name={`customer-${id}.json`} fetch={file}>
        {own.download}
      </Download>
    </section>
  );
}

function Hold({ customer: { id, hold }, onChange }: Props) {
  const { api } = useSession();
  const when = useWhen();
  const [{ reason }, setTyped, clear] = useDraft(`hold:${id}`, { reason: "" });
  const [done, setDone] = useState("");
  const change = useSubmit(async () => {
    setDone("");
    const body = { hold: !hold, reason: reason.trim() };
    const now = await answered(api.POST("/v1/customers/{id}/hold", { params: { path: { id } }, body }));
    clear();
    setTyped({ reason: "" });
    setDone(body.hold ? own.holdPut : own.holdReleased);
    onChange(now);
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void change.run();
  };
  return (
    <section>
      <h2>{own.hold}</h2>
      <p>{own.holdWhy}</p>
      {hold && (
        <Notice type="warning" level="h3" heading={own.stands}>
          <p>{own.standsSince(hold.by, when.time(hold.at))}</p>
          <p className="lines">{hold.reason}</p>
        </Notice>
      )}
      {done && (
        <Notice type="success" live>
          {done}
        </Notice>
      )}
      <Fields failure={change.failure}>
        <form onSubmit={submit} noValidate>
          <TextArea
            label={own.holdReason}
            required
            rows={2}
            maxLength={1000}
            value={reason}
            field="reason"
            onChange={(reason) => setTyped({ reason })}
          />
          {change.failure && <Problem failure={change.failure} />}
          <Act type="submit" outline busy={change.busy}>
            {hold ? own.releaseHold : own.putHold}
          </Act>
        </form>
      </Fields>
    </section>
  );
}

function Erasure({ customer, onChange }: Props) {
  const when = useWhen();
  return (
    <section>
      <h2>{own.erase}</h2>
      <p>{own.eraseWhy}</p>
      {customer.erasedAt ? (
        <Notice type="info" level="h3" heading={own.erased} live>
          {own.erasedSince(when.time(customer.erasedAt))}
        </Notice>
      ) : customer.hold ? (
        <p className="usa-hint">{own.eraseHeld}</p>
      ) : (
        <Erase customer={customer} onChange={onChange} />
      )}
    </section>
  );
}

/** Erasing is asked for twice: nobody brings back what is gone. */
function Erase({ customer: { id, firstName, lastName }, onChange }: Props) {
  const { api } = useSession();
  const [asked, setAsked] = useState(false);
  const erase = useSubmit(async () => {
    onChange(await answered(api.POST("/v1/customers/{id}/erase", { params: { path: { id } }, body: {} })));
  });
  if (!asked) {
    return (
      <Button type="button" secondary onClick={() => setAsked(true)}>
        {own.eraseStart}
      </Button>
    );
  }
  return (
    <>
      <Notice type="warning" level="h3" heading={own.eraseQuestion(`${firstName} ${lastName}`)} live>
        <p>{own.eraseFinal}</p>
        <ButtonGroup>
          <Act type="button" secondary busy={erase.busy} onClick={() => void erase.run()}>
            {own.eraseYes}
          </Act>
          <Button type="button" outline onClick={() => setAsked(false)}>
            {own.eraseNo}
          </Button>
        </ButtonGroup>
      </Notice>
      {erase.failure && <Problem failure={erase.failure} />}
    </>
  );
}
