import { Button } from "@trussworks/react-uswds";
import { type FormEvent, type ReactNode, useState } from "react";

import { type Page, useList } from "../api/list";
import { words } from "../words";
import { TextField } from "./field";
import { Listed } from "./list";

interface Props<T> {
  /** Names what is searched, for example by its address. */
  name: string;
  words: { what: string; label: string; list: string; none: string; empty: string };
  read(q: string | undefined, cursor: string | undefined, signal: AbortSignal): Promise<Page<T>>;
  /** Which of those found can be chosen; all, where it is not given. */
  offers?(item: T): boolean;
  onSelect(item: T): void;
  /** What is told of one, under its name. */
  children(item: T): ReactNode;
}

/** A search, and what it finds to choose one of. */
export function Picker<T extends { id: string; name: string }>({ name, words: own, read, offers = () => true, onSelect, children }: Props<T>) {
  const [typed, setTyped] = useState("");
  const [q, setQ] = useState("");
  const list = useList(`${name}?${q}`, (cursor, signal) => read(q || undefined, cursor, signal));
  const search = (event: FormEvent) => {
    event.preventDefault();
    setQ(typed.trim());
  };
  return (
    <div className="picker">
      <form className="search" onSubmit={search}>
        <TextField label={own.label} value={typed} onChange={setTyped} />
        <Button type="submit" outline>
          {words.terms.search}
        </Button>
      </form>
      <Listed list={{ ...list, items: list.items.filter(offers) }} what={own.what} empty={<p>{q ? own.none : own.empty}</p>}>
        {(items) => (
          <ul className="picks" aria-label={own.list}>
            {items.map((item) => (
              <li key={item.id}>
                <div>
                  <strong>{item.name}</strong>
                  {children(item)}
                </div>
                <Button type="button" outline aria-label={words.terms.selectNamed(item.name)} onClick={() => onSelect(item)}>
                  {words.terms.select}
                </Button>
              </li>
            ))}
          </ul>
        )}
      </Listed>
    </div>
  );
}
