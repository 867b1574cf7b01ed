import { activities } from "./activities";
import { called } from "./called";
import { customers } from "./customers";
import { dashboard } from "./dashboard";
import { directory } from "./directory";
import { doing, done } from "./done";
import { failures } from "./failures";
import { held } from "./held";
import { keys } from "./keys";
import { lists } from "./lists";
import { mistakes } from "./mistakes";
import { parts } from "./parts";
import { provider } from "./provider";
import { questions } from "./questions";
import { referrals } from "./referrals";
import { session } from "./session";
import { shell } from "./shell";
import { tasks } from "./tasks";
import { terms } from "./terms";

/** The portal in English; the guides' own words where a guide has them. */
export const english = {
  /** How days, times and numbers are written. */
  locale: "en-US",
  activities, called, customers, dashboard, directory, doing, done, failures, held, keys, lists, mistakes, parts, provider, questions, referrals, session, shell, tasks, terms,
};
