/** A key of the API and the words for it. */
export interface Labelled<K extends string = string> {
  key: K;
  label: string;
}

/** The choices of a list, in its order. */
export function choices<K extends string>(words: Record<K, string>): Labelled<K>[] {
  return (Object.keys(words) as K[]).map((key) => ({ key, label: words[key] }));
}

/** The label of a key in a list of the catalog; the key itself if the list no longer has it. */
export function labelOf(list: Labelled[], key: string | undefined): string {
  return list.find((choice) => choice.key === key)?.label ?? key ?? "";
}
