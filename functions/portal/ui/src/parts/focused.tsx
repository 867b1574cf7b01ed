import { type ReactNode, useEffect, useRef } from "react";

interface Props {
  /** What it tells of: when that changes, it takes the focus anew. */
  of?: unknown;
  onEscape?: () => void;
  className?: string;
  children: ReactNode;
}

/** Takes the focus when it appears, so that nobody misses it, by eye or by ear. */
export function Focused({ of, onEscape, className = "", children }: Props) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.focus(), [of]);
  return (
    <div
      ref={place}
      tabIndex={-1}
      className={`focused ${className}`}
      onKeyDown={onEscape && ((event) => event.key === "Escape" && onEscape())}
    >
      {children}
    </div>
  );
}
