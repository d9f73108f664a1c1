import { useState } from "react";
import type { FirstAdmin, KeyPlace, OfficeDatabaseFound, PracticeFields, SetupBegun } from "~/api";
import { emptyOffice, type OfficeFields } from "./office-address";

export type Path = "local" | "office";
export type Logo = { bytes: Uint8Array; url: string; name: string };
export type StepName = "choose" | "office" | "practice" | "account" | "key" | "recovery" | "join" | "ready";

const stepWords: Record<StepName, string> = {
  choose: "Your data",
  office: "Office database",
  practice: "Your practice",
  account: "About you",
  key: "The key",
  recovery: "Recovery key",
  join: "Join the practice",
  ready: "Ready",
};

/** A system without a language calls its own "c", which is no language tag. */
function regionOf(language: string): string {
  try {
    return new Intl.Locale(language).maximize().region ?? "AU";
  } catch {
    return "AU";
  }
}

function firstPractice(): PracticeFields {
  return {
    name: "",
    legal_name: "",
    abn: "",
    address: { line1: "", line2: "", suburb: "", state: "", postcode: "" },
    phone: "",
    website: "",
    country: /^en(-US)?$/.test(navigator.language) ? "AU" : regionOf(navigator.language),
    time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone || "Australia/Sydney",
    date_format: "d_mmm_yyyy",
    week_start: "monday",
  };
}

/** Everything that is typed on the way. Nothing of it is stored anywhere until the practice is created. */
export function useSetup(keychain: boolean) {
  const [path, setPath] = useState<Path | null>(null);
  const [office, setOffice] = useState<OfficeFields>(emptyOffice);
  const [found, setFound] = useState<OfficeDatabaseFound | null>(null);
  const [practice, setPractice] = useState<PracticeFields>(firstPractice);
  const [logo, setLogo] = useState<Logo | null>(null);
  const [admin, setAdmin] = useState<FirstAdmin>({ first_name: "", last_name: "", email: "", password: "" });
  const [keyPlace, setKeyPlace] = useState<KeyPlace | null>(keychain ? "keychain" : null);
  const [passphrase, setPassphrase] = useState("");
  const [begun, setBegun] = useState<SetupBegun | null>(null);
  const [recoveryKey, setRecoveryKey] = useState("");
  /** What the core refused at the end, by dotted field: shown on the step that holds the field. */
  const [refused, setRefused] = useState<Record<string, string>>({});
  const joining = path === "office" && found?.state === "practice";

  const steps: StepName[] =
    path === "office"
      ? joining
        ? ["choose", "office", "join", "ready"]
        : ["choose", "office", "practice", "account", "key", "recovery", "ready"]
      : ["choose", "practice", "account", "key", "recovery", "ready"];

  return {
    path,
    setPath,
    office,
    setOffice,
    found,
    setFound,
    practice,
    editPractice: (change: Partial<PracticeFields>) => setPractice((old) => ({ ...old, ...change })),
    logo,
    setLogo,
    admin,
    editAdmin: (change: Partial<FirstAdmin>) => setAdmin((old) => ({ ...old, ...change })),
    keyPlace,
    setKeyPlace,
    passphrase,
    setPassphrase,
    begun,
    setBegun,
    recoveryKey,
    setRecoveryKey,
    refused,
    setRefused,
    clearRefused: (field: string) =>
      setRefused((old) =>
        field in old ? Object.fromEntries(Object.entries(old).filter(([key]) => key !== field)) : old,
      ),
    joining,
    steps,
  };
}

export type Setup = ReturnType<typeof useSetup>;
export const wordsOf = (step: StepName) => stepWords[step];

/** Which step holds a field that the core refused. */
export function stepOf(code: string, field: string | null): StepName | null {
  if (code === "setup.recovery_mismatch" || code === "setup.no_recovery_key" || field?.startsWith("recovery"))
    return "recovery";
  if (code === "keychain.unavailable" || field === "passphrase" || field === "key_place") return "key";
  if (code === "password.weak" || field?.startsWith("admin")) return "account";
  if (field?.startsWith("practice")) return "practice";
  if (code.startsWith("office.") || field === "office_address") return "office";
  return null;
}
