import { ErrorMessage, Fieldset, FormGroup } from "@trussworks/react-uswds";
import type { ReactNode } from "react";

import { words } from "../words";
import { useField } from "./fields";

interface Props {
  legend: string;
  /** Its name in the body of the call. */
  field?: string;
  /** Whether it is of radio buttons, of which one is chosen. */
  oneOf?: boolean;
  required?: boolean;
  hint?: string;
  className?: string;
  children: ReactNode;
}

/** A labelled group of buttons or boxes, with what is wrong with it. */
export function Group({ legend, field, oneOf = false, required = false, hint, className, children }: Props) {
  const { id, error } = useField(field, legend);
  return (
    <FormGroup error={Boolean(error)} className={className}>
      <Fieldset
        id={id}
        {...(oneOf && { role: "radiogroup", "aria-required": required, "aria-invalid": Boolean(error) })}
        aria-describedby={[hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ") || undefined}
        legend={
          <>
            {legend}
            {required && <span className="required"> {words.parts.required}</span>}
          </>
        }
      >
        {hint && (
          <p id={`${id}-hint`} className="usa-hint">
            {hint}
          </p>
        )}
        {error && <ErrorMessage id={`${id}-error`}>{error}</ErrorMessage>}
        {children}
      </Fieldset>
    </FormGroup>
  );
}
