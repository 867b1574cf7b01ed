import { Choice, TextField } from "../parts/field";
import { Notice } from "../parts/notice";
import { words } from "../words";
import { choices } from "../words/choices";
import { isPlaceholder } from "./placeholder";

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
}

/** The fields of a contact: "required of a contact: name and e-mail". */
export function ContactFields({ value, onChange }: Props) {
  const set = (change: Partial<ContactText>) => onChange({ ...value, ...change });
  return (
    <>
      <TextField label={words.terms.name} required value={value.name} field="name" onChange={(name) => set({ name })} />
      <TextField label={words.terms.email} required type="email" value={value.email} field="email" onChange={(email) => set({ email })} />
      <div role="status">{isPlaceholder(value.email) && <Notice type="warning">{words.directory.placeholder}</Notice>}</div>
      <TextField label={words.terms.title} value={value.title} field="title" onChange={(title) => set({ title })} />
      <TextField label={words.terms.phone} type="tel" value={value.phone} field="phone" onChange={(phone) => set({ phone })} />
      <Choice
        label={words.directory.contactFields.language}
        value={value.language || "en"}
        options={choices(words.directory.contactFields.languages)}
        onChange={(language) => set({ language: language as ContactText["language"] })}
      />
    </>
  );
}
