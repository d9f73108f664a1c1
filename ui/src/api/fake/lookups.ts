import type { CheckedField, CountryChoice, PasswordVerdict, TimeZoneChoice } from "../bindings";
import { refuse } from "./world";

export const countries: CountryChoice[] = [
  { code: "AU", name: "Australia", calling_code: "61" },
  { code: "NZ", name: "New Zealand", calling_code: "64" },
  { code: "GB", name: "United Kingdom", calling_code: "44" },
  { code: "US", name: "United States", calling_code: "1" },
  { code: "SG", name: "Singapore", calling_code: "65" },
  { code: "IN", name: "India", calling_code: "91" },
];

function offsetOf(zone: string): { seconds: number; short: string } {
  const now = new Date();
  const parts = (style: "longOffset" | "short") =>
    new Intl.DateTimeFormat("en-AU", { timeZone: zone, timeZoneName: style })
      .formatToParts(now)
      .find((part) => part.type === "timeZoneName")?.value ?? "";
  const found = /GMT([+-])(\d\d):(\d\d)/.exec(parts("longOffset"));
  const seconds = found ? (Number(found[2]) * 3600 + Number(found[3]) * 60) * (found[1] === "-" ? -1 : 1) : 0;
  return { seconds, short: parts("short") };
}

let zones: TimeZoneChoice[] | null = null;

export function timeZones(): TimeZoneChoice[] {
  zones ??= Intl.supportedValuesOf("timeZone").map((id) => {
    const { seconds, short } = offsetOf(id);
    const [region = "", ...rest] = id.split("/");
    const minutes = Math.abs(seconds) / 60;
    const rest2 = minutes % 60 ? `:${String(minutes % 60).padStart(2, "0")}` : "";
    return {
      id,
      city: (rest[rest.length - 1] ?? region).replaceAll("_", " "),
      region,
      offset: `UTC${seconds < 0 ? "−" : "+"}${Math.floor(minutes / 60)}${rest2}`,
      abbreviation: /^[A-Z]{3,5}$/.test(short) ? short : "",
      offset_seconds: seconds,
    };
  });
  return zones;
}

function abn(value: string): string {
  const digits = value.replace(/\s/g, "");
  const weights = [10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19];
  const sum = weights.reduce(
    (total, weight, at) => total + weight * (Number(digits[at]) - (at === 0 ? 1 : 0)),
    0,
  );
  if (!/^\d{11}$/.test(digits) || sum % 89 !== 0) {
    throw refuse("input.invalid", "This is not a valid ABN. Check its 11 digits.", "value");
  }
  return digits.replace(/^(\d\d)(\d{3})(\d{3})(\d{3})$/, "$1 $2 $3 $4");
}

export function checkField(field: CheckedField, value: string, country: string | null): string {
  const text = value.trim();
  switch (field) {
    case "abn":
      return abn(text);
    case "email":
      if (!/^\S+@\S+\.\S+$/.test(text)) {
        throw refuse("input.invalid", "Enter an email address such as sam@example.com.", "value");
      }
      return text.toLowerCase();
    case "website":
      if (!/^(https?:\/\/)?[\w-]+(\.[\w-]+)+/.test(text)) {
        throw refuse("input.invalid", "Enter a web address such as example.com.au.", "value");
      }
      return /^https?:/.test(text) ? text : `https://${text}`;
    case "phone":
    case "mobile": {
      const digits = text.replace(/[^\d+]/g, "");
      const calling = countries.find((one) => one.code === (country ?? "AU"))?.calling_code ?? "61";
      const full = digits.startsWith("+") ? digits.slice(1) : `${calling}${digits.replace(/^0/, "")}`;
      if (full.length < 10 || full.length > 13) {
        throw refuse("input.invalid", "Enter a full phone number, such as 0491 570 156.", "value");
      }
      const local = full.slice(calling.length);
      return `+${calling} ${local.slice(0, 3)} ${local.slice(3, 6)} ${local.slice(6)}`;
    }
    default:
      // A person's name: letters of any script, spaces, hyphens, apostrophes and dots.
      if (/[^\p{L}\p{M}\s.'’‐-]/u.test(text)) {
        throw refuse("input.invalid", "A name can hold letters, spaces, hyphens and apostrophes.", "value");
      }
      return text.replace(/\s+/g, " ");
  }
}

export function checkPassword(password: string, words: string[], least: number): PasswordVerdict {
  const long = [...password].length >= least;
  const common = /^(password|123456|qwerty|letmein|welcome)/i.test(password);
  const named = words.some((word) => word.length > 3 && password.toLowerCase().includes(word.toLowerCase()));
  const variety = new Set(password).size;
  const strong = variety >= 7 && long;
  const score =
    password === ""
      ? 0
      : common || variety < 4
        ? 0
        : named
          ? 1
          : !long
            ? 1
            : variety < 9
              ? 2
              : password.length > 18
                ? 4
                : 3;
  return {
    acceptable: long && !common && !named && strong,
    score,
    label: ["Very weak", "Weak", "Fair", "Strong", "Very strong"][score] ?? "",
    requirements: [
      { code: "length", text: `At least ${least} characters`, met: long },
      { code: "common", text: "Not a password that many people use", met: password !== "" && !common },
      { code: "names", text: "Without your name or the practice’s", met: password !== "" && !named },
      { code: "strength", text: "Hard to guess", met: score >= 2 && strong },
    ],
    advice: score < 2 ? "Three or four unrelated words are easy to remember and hard to guess." : null,
  };
}
