import type { UserDetail, UserRow } from "~/api";
import { statusWords } from "~/shared/pill";
import { isInviteExpired, type When } from "./user-times";

/** Why a user stands as they do, in one line: "Disabled 4 Sep 2026 by Helen Castellano: long service leave". */
export function whyWords(row: UserRow, detail: UserDetail | undefined, when: When): string {
  if (row.blocked !== null) {
    const words = `Blocked ${when.inSentence(row.blocked)} after too many wrong tries`;
    return row.blocked_until === null
      ? words
      : `${words}, ends by itself ${when.inSentence(row.blocked_until)}`;
  }
  if (row.status === "invited" && row.invite_expires !== null) {
    return isInviteExpired(row)
      ? `Invitation expired ${when.date(row.invite_expires)}`
      : `Invited, the code works until ${when.date(row.invite_expires)}`;
  }
  if (row.status === "inactive") return "Not invited yet";
  if (row.status === "active" && !detail?.status_reason) {
    return row.last_sign_in === null
      ? "Active, never signed in"
      : `Active, last signed in ${when.inSentence(row.last_sign_in)}`;
  }
  const parts: string[] = [statusWords[row.status]];
  if (detail?.status_changed) parts.push(when.inSentence(detail.status_changed));
  if (detail?.status_changed_by) parts.push(`by ${detail.status_changed_by}`);
  const words = parts.join(" ");
  return detail?.status_reason ? `${words}: ${detail.status_reason}` : words;
}
