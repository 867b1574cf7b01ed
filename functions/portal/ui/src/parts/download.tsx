import type { ReactNode } from "react";

import { useSubmit } from "../api/submit";
import { Act } from "./act";
import { Problem } from "./problem";

interface Props {
  /** The name of the file, of the name that its answer gives it. */
  name: string | ((given: string) => string);
  fetch(): Promise<File>;
  children: ReactNode;
}

/** Saves a file that only a call with a token gives. */
export function Download({ name, fetch, children }: Props) {
  const download = useSubmit(async () => {
    const file = await fetch();
    const address = URL.createObjectURL(file);
    const link = document.createElement("a");
    link.href = address;
    link.download = typeof name === "string" ? name : name(file.name);
    link.click();
    URL.revokeObjectURL(address);
  });
  return (
    <>
      <Act type="button" unstyled busy={download.busy} onClick={() => void download.run()}>
        {children}
      </Act>
      {download.failure && <Problem failure={download.failure} />}
    </>
  );
}
