import { Button } from "@trussworks/react-uswds";
import type { ComponentProps } from "react";

interface Props extends ComponentProps<typeof Button> {
  /** Whether it is being done. */
  busy: boolean;
  /** What the button then says. */
  doing?: string;
}

/**
 * The button of something that takes a moment. While it is done the button keeps the keyboard's focus, which a disabled
 * one would lose, and a second press does nothing.
 */
export function Act({ busy, doing, onClick, children, ...button }: Props) {
  return (
    <Button
      {...button}
      aria-disabled={busy || undefined}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else onClick?.(event);
      }}
    >
      {busy && doing ? doing : children}
    </Button>
  );
}
