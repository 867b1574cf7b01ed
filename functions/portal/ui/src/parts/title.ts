import { useEffect } from "react";
import { words } from "../words";

/** Names the page in the browser's tab and history. */
export function useTitle(title: string) {
  useEffect(() => {
    document.title = words.shell.titleOf(title);
  }, [title]);
}
