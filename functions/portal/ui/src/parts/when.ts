import { useSession } from "../session/session";
import { words } from "../words";

/** Days and times as people read them, in the program's time zone. */
export interface When {
  /** Of an instant: "Nov 20, 2026". */
  day(instant: string | undefined): string;
  /** Of an instant: "Nov 20, 2026, 9:04 AM CST". */
  time(instant: string | undefined): string;
  /** Of a date, which has no time zone: "Nov 20, 2026". */
  date(date: string | undefined): string;
  /** Today in the program's time zone, as the API writes it. */
  today(): string;
}

export function useWhen(): When {
  const { me } = useSession();
  const timeZone = me.program.timeZone;
  const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(words.locale, options);
  const day = format({ dateStyle: "medium", timeZone });
  const time = format({
    year: "numeric", month: "short", day: "numeric", hour: "numeric", minute: "2-digit", timeZoneName: "short", timeZone,
  });
  const date = format({ dateStyle: "medium", timeZone: "UTC" });
  return {
    day: (instant) => (instant ? day.format(new Date(instant)) : ""),
    time: (instant) => (instant ? time.format(new Date(instant)) : ""),
    date: (text) => (text ? date.format(new Date(`${text}T00:00:00Z`)) : ""),
    // Canada writes dates as the API does.
    today: () => new Intl.DateTimeFormat("en-CA", { timeZone }).format(new Date()),
  };
}
