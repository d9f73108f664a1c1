import type { AccessStatus, DateFormat, MfaState, Role, Time } from "../bindings";

export type Person = {
  id: string;
  version: number;
  first_name: string;
  last_name: string;
  preferred_name: string;
  email: string;
  past_emails: string[];
  mobile: string;
  phone: string;
  job_title: string;
  roles: Role[];
  reports_to: string | null;
  status: AccessStatus;
  /** Restricted when access was taken away: the restriction comes back with them. */
  was_restricted?: boolean;
  mfa: MfaState;
  last_sign_in: Time | null;
  invite_expires: Time | null;
  birthday: string | null;
  gender: string;
  time_zone: string;
  date_format: DateFormat;
  notes: string;
  status_reason: string;
  status_changed: Time | null;
  status_changed_by: string;
  created: Time;
  password: string;
  mfa_since: Time | null;
  recovery_codes: string[];
  recovery_kept: boolean;
  /** Wrong passwords and codes since the last right one. */
  tries: number;
  blocked: Time | null;
  blocked_until: Time | null;
  reset: { code: string; expires: Time } | null;
  must_change: boolean;
  password_changed: Time | null;
};

/** What every authenticator app shows here. */
export const fakeCode = "246810";

export const makeRecoveryCodes = (set = 0) =>
  Array.from({ length: 10 }, (_, at) => {
    const part = (salt: number) =>
      Array.from(
        { length: 4 },
        (_, i) => "23456789ABCDEFGHJKMNPQRSTUVWXYZ"[(at * 7 + i * 11 + salt * 5 + set * 3) % 31],
      ).join("");
    return `${part(1)}-${part(2)}-${part(3)}-${part(4)}`;
  });

export const security = (mfa: boolean, now: Time) => ({
  mfa_since: mfa ? now - 300 * day : null,
  recovery_codes: mfa ? makeRecoveryCodes() : [],
  recovery_kept: mfa,
  tries: 0,
  blocked: null as Time | null,
  blocked_until: null as Time | null,
  reset: null,
  must_change: false,
  password_changed: now - 62 * day,
});

export const minute = 60_000_000;
export const hour = 60 * minute;
export const day = 24 * hour;

/** first last | job title | roles | status | mfa | reports to (first name) | minutes since the last sign-in */
const table = `
Helen Castellano|Practice manager|A|active|1||2
Marcus Whitfield|Managing partner|AP|active|1||48
Priya Raghunathan|Tax partner|PM|active|1|Marcus|21
Daniel Okafor|Audit manager|M|active|1|Marcus|65
Mei-Lin Zhou|Business services manager|M|active|1|Priya|11
Sophie Nguyen|Payroll manager|M|active|1|Helen|26
Aroha Tamihana|Senior accountant|E|active|1|Daniel|59
Ethan Kowalski|Graduate accountant|E|invited|0|Mei-Lin|
Fatima Al-Sayed|Bookkeeper|E|invited|0|Sophie|
Grace Lindqvist|Accountant|E|active|0|Daniel|63
Jack Thornbury|Accountant|E|restricted|1|Mei-Lin|43
Liam Petrakis|Accountant|E|active|0|Priya|1500
Olivia Hartigan|Tax accountant|E|active|1|Priya|8
Ravi Menon|Tax accountant|E|active|1|Priya|52
Tom Brannigan|Bookkeeper|E|active|1|Sophie|900
Noah Fitzgerald|Partner, audit|P|active|1|Marcus|130
Isla Drummond|Senior accountant|E|active|1|Noah|77
Hamish McAllister|Audit senior|E|active|1|Daniel|200
Chiara Bellini|Payroll officer|E|active|1|Sophie|31
Wei Tan|Accountant|E|active|1|Mei-Lin|92
Zoe Papadakis|Client services|E|active|1|Helen|15
Samuel Adeyemi|Tax manager|M|active|1|Priya|37
Ngaire Hohepa|Office coordinator|E|active|1|Helen|5
Luca Moretti|Accountant|E|active|0|Samuel|2900
Amelia Prescott|Senior bookkeeper|E|active|1|Sophie|41
Arjun Desai|SMSF specialist|E|active|1|Samuel|68
Bridget O’Rourke|SMSF manager|M|active|1|Priya|83
Callum Fraser|Graduate accountant|E|active|1|Isla|110
Dimitra Vassiliou|Accountant|E|active|1|Bridget|25
Eleanor Ashworth|Partner, advisory|P|active|1|Marcus|55
Finn Gallagher|Advisory analyst|E|active|1|Eleanor|71
Gita Krishnan|Bookkeeper|E|active|1|Amelia|33
Harry Winslow|Accountant|E|active|1|Samuel|145
Imogen Clarke|Client services|E|active|1|Zoe|18
Jasper Lindholm|IT support|E|active|1|Helen|9
Kirra Walsh|Accountant|E|active|1|Mei-Lin|102
Lachlan Reid|Tax accountant|E|active|1|Samuel|57
Maya Cohen|Advisory analyst|E|active|1|Eleanor|88
Nikhil Joshi|Audit assistant|E|active|1|Daniel|120
Phoebe Sinclair|Payroll officer|E|active|1|Sophie|46
Quentin Blackwood|Consultant|E|inactive|0|Eleanor|
Rosa Fernandes|Bookkeeper|E|active|r|Amelia|61
Stefan Novak|Audit assistant|E|active|1|Hamish|35
Tane Rangi|Accountant|E|invited|0|Bridget|
Uma Patel|Tax accountant|E|active|1|Priya|28
Victoria Langley|Senior accountant|E|active|1|Noah|74
Walter Huang|Accountant|E|disabled|1|Mei-Lin|60000
Xanthe Miller|Bookkeeper|E|archived|1|Sophie|240000
Yusuf Demir|Accountant|E|archived|0|Daniel|410000
Alice Pemberton|Partner|P|archived|1||700000
`;

const roleOf: Record<string, Role> = { A: "practice_admin", P: "partner", M: "manager", E: "employee" };

export const idOf = (at: number) => `01935e2a-7c00-7000-8000-${(at + 1).toString(16).padStart(12, "0")}`;

export const fakePassword = "harbour vale lanterns";

export function makePeople(now: Time): Person[] {
  const rows = table
    .trim()
    .split("\n")
    .map((line) => line.split("|"));
  const firstNames = rows.map((row) => (row[0] ?? "").split(" ")[0]);
  return rows.map((row, at) => {
    const [name = "", job = "", roles = "", status = "active", mfa = "1", boss = "", ago = ""] = row;
    const [first = "", ...rest] = name.split(" ");
    const last = rest.join(" ");
    const key = first.toLowerCase().replace(/[^a-z]/g, "");
    const state = status as AccessStatus;
    const manager = boss ? firstNames.indexOf(boss) : -1;
    return {
      id: idOf(at),
      version: 1,
      first_name: first,
      last_name: last,
      preferred_name: first === "Priya" ? "Pri" : "",
      email: `${key}@hvale.example`,
      past_emails: first === "Priya" ? ["priya.r@hvale.example"] : [],
      mobile:
        first === "Ethan" ? "" : `+61 491 57${at % 3} ${String(156 + ((at * 37) % 800)).padStart(3, "0")}`,
      phone: at % 4 === 0 ? `+61 2 5550 44${String(10 + at).padStart(2, "0")}` : "",
      job_title: job,
      roles: [...roles].map((letter) => roleOf[letter] ?? "employee"),
      reports_to: manager >= 0 ? idOf(manager) : null,
      status: state,
      mfa: mfa === "1" ? "set_up" : mfa === "r" ? "reset_pending" : "not_set_up",
      last_sign_in: ago ? now - Number(ago) * minute : null,
      invite_expires: state === "invited" ? now + (first === "Ethan" ? -3 : 4) * day : null,
      birthday: at % 3 === 0 ? "1985-11-24" : null,
      gender: at % 3 === 0 ? "Female" : "",
      time_zone: "Australia/Sydney",
      date_format: "d_mmm_yyyy",
      notes: first === "Liam" ? "On a fixed-term contract until June." : "",
      status_reason:
        state === "disabled" ? "Parental leave until March" : state === "archived" ? "Left the firm" : "",
      status_changed: state === "active" || state === "inactive" ? null : now - 20 * day,
      status_changed_by: state === "active" || state === "inactive" ? "" : "Helen Castellano",
      created: now - (900 - at) * day,
      password: fakePassword,
      ...security(mfa === "1", now),
      ...(first === "Tom" ? { blocked: now - 12 * minute, tries: 5 } : {}),
      ...(first === "Samuel" ? { recovery_codes: makeRecoveryCodes().slice(0, 2) } : {}),
    };
  });
}
