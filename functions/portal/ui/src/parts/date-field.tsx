import { DatePicker, ErrorMessage, FormGroup, Label } from "@trussworks/react-uswds";
import { useEffect, useRef } from "react";

import { words } from "../words";
import { useField } from "./fields";

interface Props {
  label: string;
  /** As the API writes it; empty for none. */
  value: string;
  onChange(value: string): void;
  /** Its name in the body of the call. */
  field?: string;
  required?: boolean;
}

/** A day, typed or picked. What is typed and is no day goes to the API as it is: it says what is wrong. */
export function DateField({ label, value, onChange, field, required }: Props) {
  const { id, error } = useField(field, label);
  return (
    <FormGroup error={Boolean(error)}>
      <Label htmlFor={id} error={Boolean(error)}>
        {label}
        {required && <span className="required"> {words.parts.required}</span>}
      </Label>
      <span id={`${id}-hint`} className="usa-hint">
        {words.parts.dateHint}
      </span>
      {error && <ErrorMessage id={`${id}-error`}>{error}</ErrorMessage>}
      <div ref={usePressed()}>
        <DatePicker
          id={id}
          name={id}
          required={required}
          defaultValue={value}
          validationStatus={error ? "error" : undefined}
          aria-describedby={error ? `${id}-hint ${id}-error` : `${id}-hint`}
          onChange={(typed) => onChange(toDate(typed ?? ""))}
        />
      </div>
    </FormGroup>
  );
}

/**
 * The design system's calendar calls its days "selected", which buttons cannot be: screen readers pass it over. They can
 * be "pressed".
 */
function usePressed() {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const press = () =>
      place.current?.querySelectorAll("button[aria-selected]").forEach((day) => {
        day.setAttribute("aria-pressed", day.getAttribute("aria-selected") ?? "false");
        day.removeAttribute("aria-selected");
      });
    const observer = new MutationObserver(press);
    if (place.current) observer.observe(place.current, { subtree: true, childList: true, attributeFilter: ["aria-selected"] });
    return () => observer.disconnect();
  }, []);
  return place;
}

function toDate(typed: string): string {
  const [, month, day, year] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(typed) ?? [];
  return month && day && year ? `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}` : typed;
}
