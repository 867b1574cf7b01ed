import { words } from "../words";
import type { components } from "./schema";

type FieldError = NonNullable<components["schemas"]["Problem"]["errors"]>[number];

/** What is wrong with a field, for a person: the API speaks to programmers, too. */
export function toPerson({ field, message }: FieldError): FieldError {
  return { field, message: sentenceOf(field, message) };
}

function sentenceOf(field: string, message: string): string {
  const { choose, chooseOf, enter, day } = words.mistakes;
  const name = field.slice(field.lastIndexOf(".") + 1);
  if (message.includes("YYYY-MM-DD")) return day;
  if (message.includes(":")) return chooseOf[name] ?? choose[name] ?? message; // it lists the keys to choose from
  if (message === "This is required.") return enter[name] ?? choose[name] ?? message;
  return choose[name] ?? message;
}
