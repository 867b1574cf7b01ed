import { Button } from "@trussworks/react-uswds";
import type { ReactNode } from "react";

import { useSubmit } from "../api/submit";
import { Problem } from "./problem";

interface Props {
  /** The name of the file. */
  name: string;
  fetch(): Promise<Blob>;
  children: ReactNode;
}

/** Saves a file that only a call with a token gives. */
export function Download({ name, fetch, children }: Props) {
  const download = useSubmit(async () => {
    const address = URL.createObjectURL(await fetch());
    const link = document.createElement("a");
    link.href = address;
    link.download = name;
    link.click();
    URL.revokeObjectURL(address);
  });
  return (
    <>
      <Button type="button" unstyled disabled={download.busy} onClick={() => void download.run()}>
        {children}
      </Button>
      {download.failure && <Problem failure={download.failure} />}
    </>
  );
}
