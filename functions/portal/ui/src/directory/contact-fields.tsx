import type { Failure } from "../api/failure";
import { Choice, TextField } from "../parts/field";
import { words } from "../words";
import { choices } from "../words/choices";

export interface ContactText {
  name: string;
  title: string;
  email: string;
  phone: string;
  language: "" | "en" | "es";
}

export const blankContact: ContactText = { name: "", title: "", email: "", phone: "", language: "" };

interface Props {
  value: ContactText;
  onChange(value: ContactText): void;
  failure?: Failure;
}

/** The fields of a contact: "required of a contact: name and e-mail". */
export function ContactFields({ value, onChange, failure }: Props) {
  const set = (change: Partial<ContactText>) => onChange({ ...value, ...change });
  return (
    <>
      <TextField label={words.terms.name} required value={value.name} error={failure?.of("name")} onChange={(name) => set({ name })} />
      <TextField label={words.terms.email} required type="email" value={value.email} error={failure?.of("email")} onChange={(email) => set({ email })} />
      <TextField label={words.terms.title} value={value.title} error={failure?.of("title")} onChange={(title) => set({ title })} />
      <TextField label={words.terms.phone} type="tel" value={value.phone} error={failure?.of("phone")} onChange={(phone) => set({ phone })} />
      <Choice
        label={words.directory.contactFields.language}
        value={value.language || "en"}
        options={choices(words.directory.contactFields.languages)}
        onChange={(language) => set({ language: language as ContactText["language"] })}
      />
    </>
  );
}
