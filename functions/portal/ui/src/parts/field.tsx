import { ErrorMessage, FormGroup, Label, Select, Textarea, TextInput } from "@trussworks/react-uswds";

import { words } from "../words";
import { useField } from "./fields";

interface Common {
  label: string;
  value: string;
  onChange(value: string): void;
  /** Its name in the body of the call. */
  field?: string;
  /** What a summary of the mistakes calls it, where its label alone does not tell. */
  called?: string;
  hint?: string;
  required?: boolean;
}

/** A labelled field of one line. */
export function TextField({ type = "text", autoComplete = "off", ...field }: Common & { type?: "text" | "email" | "tel" | "number"; autoComplete?: string }) {
  const { id, error } = useField(field.field, field.called ?? field.label);
  return (
    <Labelled id={id} error={error} {...field}>
      <TextInput
        id={id}
        name={id}
        type={type}
        autoComplete={autoComplete}
        value={field.value}
        validationStatus={error ? "error" : undefined}
        aria-describedby={described(id, field.hint, error)}
        aria-required={field.required}
        onChange={(event) => field.onChange(event.target.value)}
      />
    </Labelled>
  );
}

/** A labelled field of several lines. */
export function TextArea({ rows = 4, maxLength, ...field }: Common & { rows?: number; maxLength?: number }) {
  const { id, error } = useField(field.field, field.called ?? field.label);
  return (
    <Labelled id={id} error={error} {...field}>
      <Textarea
        id={id}
        name={id}
        rows={rows}
        maxLength={maxLength}
        error={Boolean(error)}
        value={field.value}
        aria-describedby={described(id, field.hint, error)}
        aria-required={field.required}
        onChange={(event) => field.onChange(event.target.value)}
      />
    </Labelled>
  );
}

/** A labelled list to choose one of. */
export function Choice({ options, empty, ...field }: Common & { options: { key: string; label: string }[]; empty?: string }) {
  const { id, error } = useField(field.field, field.called ?? field.label);
  return (
    <Labelled id={id} error={error} {...field}>
      <Select
        id={id}
        name={id}
        value={field.value}
        validationStatus={error ? "error" : undefined}
        aria-describedby={described(id, field.hint, error)}
        aria-required={field.required}
        onChange={(event) => field.onChange(event.target.value)}
      >
        {empty !== undefined && <option value="">{empty}</option>}
        {options.map(({ key, label }) => (
          <option key={key} value={key}>
            {label}
          </option>
        ))}
      </Select>
    </Labelled>
  );
}

function Labelled({ id, label, hint, error, required, children }: Common & { id: string; error?: string; children: React.ReactNode }) {
  return (
    <FormGroup error={Boolean(error)}>
      <Label htmlFor={id} error={Boolean(error)}>
        {label}
        {required && <span className="required"> {words.parts.required}</span>}
      </Label>
      {hint && (
        <span id={`${id}-hint`} className="usa-hint">
          {hint}
        </span>
      )}
      {error && <ErrorMessage id={`${id}-error`}>{error}</ErrorMessage>}
      {children}
    </FormGroup>
  );
}

function described(id: string, hint?: string, error?: string): string | undefined {
  return [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ") || undefined;
}
