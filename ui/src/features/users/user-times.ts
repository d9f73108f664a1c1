import { useMemo } from "react";
import type { Time, UserRow } from "~/api";
import { type Clock, formatDate, formatDay, formatMoment } from "~/shared/time/format";
import { useClock } from "~/shared/time/time-text";

export type When = {
  /** "Today, 8:04 am". */
  moment: (time: Time) => string;
  /** The same in a sentence: "today at 8:04 am". */
  inSentence: (time: Time) => string;
  date: (time: Time) => string;
  /** A calendar day such as a birthday. */
  day: (day: string) => string;
};

export function whenIn(clock: Clock, now: () => Time = () => Date.now() * 1000): When {
  const moment = (time: Time) => formatMoment(time, clock, now());
  return {
    moment,
    inSentence: (time) => {
      const words = moment(time).replace(/, (?=\S+ [ap]m$)/, " at ");
      return /^(Today|Yesterday|Tomorrow)/.test(words)
        ? words.charAt(0).toLowerCase() + words.slice(1)
        : `on ${words}`;
    },
    date: (time) => formatDate(time, clock),
    day: (day) => formatDay(day, clock.date_format),
  };
}

/** Times as the signed-in person reads them: in their zone, in their format. */
export function useWhen(): When {
  const clock = useClock();
  const { time_zone, date_format } = clock;
  return useMemo(() => whenIn({ time_zone, date_format }), [time_zone, date_format]);
}

export const isInviteExpired = (row: Pick<UserRow, "status" | "invite_expires">): boolean =>
  row.status === "invited" && row.invite_expires !== null && row.invite_expires < Date.now() * 1000;

/** The line under a name: when they last signed in, or what stands in the way. */
export function secondLine(row: UserRow, when: When): { text: string; odd: boolean } {
  if (row.status === "invited" && row.invite_expires !== null) {
    const expired = isInviteExpired(row);
    return {
      text: `Invite ${expired ? "expired" : "expires"} ${when.date(row.invite_expires)}`,
      odd: expired,
    };
  }
  if (row.you) return { text: "Signed in now", odd: false };
  return { text: row.last_sign_in === null ? "Never signed in" : when.moment(row.last_sign_in), odd: false };
}
