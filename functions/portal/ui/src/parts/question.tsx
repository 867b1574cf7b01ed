import { Button, ButtonGroup } from "@trussworks/react-uswds";

import { Act } from "./act";
import { Focused } from "./focused";
import { Notice } from "./notice";

interface Props {
  question: string;
  level?: "h2" | "h3" | "h4";
  /** What follows from it. */
  children?: React.ReactNode;
  yes: string;
  no: string;
  busy?: boolean;
  onYes(): void;
  onNo(): void;
}

/** Asks before something that nobody brings back. */
export function Question({ question, level = "h3", children, yes, no, busy = false, onYes, onNo }: Props) {
  return (
    <Focused onEscape={onNo}>
      <Notice type="warning" level={level} heading={question} live>
        {children}
        <ButtonGroup>
          <Act type="button" secondary busy={busy} onClick={onYes}>
            {yes}
          </Act>
          <Button type="button" outline onClick={onNo}>
            {no}
          </Button>
        </ButtonGroup>
      </Notice>
    </Focused>
  );
}
