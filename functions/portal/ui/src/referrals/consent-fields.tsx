import { ErrorMessage, Fieldset, Radio } from "@trussworks/react-uswds";

import type { Failure } from "../api/failure";
import type { Schemas } from "../api/client";
import { DateField } from "../parts/date-field";
import { TextField } from "../parts/field";
import { choices, methodWord } from "../words";

export interface ConsentText {
  by: string;
  method: Schemas["Consent"]["method"] | "";
  date: string;
  until: string;
}

export const blankConsent: ConsentText = { by: "", method: "", date: "", until: "" };

/** Whether anything of it was typed. */
export function isGiven(consent: ConsentText): boolean {
  return Boolean(consent.by.trim() || consent.method || consent.date || consent.until);
}

interface Props {
  value: ConsentText;
  onChange(value: ConsentText): void;
  required: boolean;
  failure?: Failure;
  /** What stands before the names of the fields in the body, for example "consent.". */
  prefix?: string;
}

/** Who agreed to the sharing, how, when, and until when. */
export function ConsentFields({ value, onChange, required, failure, prefix = "" }: Props) {
  const set = (change: Partial<ConsentText>) => onChange({ ...value, ...change });
  const error = (field: string) => failure?.of(prefix + field);
  return (
    <Fieldset legend={required ? "The customer’s consent (required)" : "The customer’s consent"} legendStyle="default">
      <p className="usa-hint">
        {required
          ? "What is asked for is sensitive, or this program asks for it always: who agreed that it is shared?"
          : "Record it where the customer agreed that this is shared."}
      </p>
      {failure?.of("consent") && <ErrorMessage>{failure.of("consent")}</ErrorMessage>}
      <TextField label="Who agreed" required={required} value={value.by} error={error("by")} onChange={(by) => set({ by })} />
      <Fieldset legend="How" className="small-fieldset">
        {error("method") && <ErrorMessage>{error("method")}</ErrorMessage>}
        {choices(methodWord).map(({ key, label }) => (
          <Radio
            key={key}
            id={`consent-${key}`}
            name="consent-method"
            label={label}
            checked={value.method === key}
            onChange={() => set({ method: key })}
          />
        ))}
      </Fieldset>
      <DateField label="On" required={required} value={value.date} error={error("date")} onChange={(date) => set({ date })} />
      <DateField label="Until" required={required} value={value.until} error={error("until")} onChange={(until) => set({ until })} />
    </Fieldset>
  );
}
