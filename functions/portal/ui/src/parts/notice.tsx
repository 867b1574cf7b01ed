import { Alert, AlertHeading, type AlertProps } from "@trussworks/react-uswds";
import type { ReactNode } from "react";

interface Props {
  type: AlertProps["type"];
  heading?: string;
  level?: "h2" | "h3" | "h4";
  /** Whether it came up by itself, and should be read out. */
  live?: boolean;
  children?: ReactNode;
}

/** Something to know, apart from the text around it. */
export function Notice({ type, heading, level = "h2", live = false, children }: Props) {
  const role = live ? (type === "error" ? "alert" : "status") : undefined;
  return (
    <Alert type={type} slim={!heading} role={role}>
      {heading && <AlertHeading level={level}>{heading}</AlertHeading>}
      {children && <div className="usa-alert__text">{children}</div>}
    </Alert>
  );
}
