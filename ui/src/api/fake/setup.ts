import type { AppStatus, OfficeDatabaseFound, SetupBegun } from "../bindings";
import type { InputOf } from "../call";
import { makePeople, security } from "./people";
import { refuse, type World } from "./world";

export const recoveryGroups = ["7K2Q", "93TM", "X5WD", "HVAL", "B8RN", "4CJP", "ZT6F", "M2YE"];

export function status(world: World): AppStatus {
  const { state = "ready", kind = "office", keychain = true, problem = null } = world.options;
  const open = state !== "no_practice" || world.practice !== null;
  return {
    state: world.practice && state === "no_practice" ? "ready" : state,
    problem,
    practice: world.practice && open ? { name: world.practice.name, logo: world.practice.logo } : null,
    database: open
      ? { kind, place: kind === "office" ? "OFFICE-SRV01" : "this computer", answering: world.answering }
      : null,
    keychain,
    version: "0.1.0",
    computer: "FRONT-DESK",
    data_dir: "C:\\Users\\helen\\AppData\\Roaming\\Firmkeep",
  };
}

export function begin(): SetupBegun {
  return { groups: recoveryGroups, ask: [2, 5] };
}

export function checkDatabase(address: string): OfficeDatabaseFound {
  if (/empty/.test(address))
    return { state: "empty", practice: null, server: "PostgreSQL 15.6 on OFFICE-SRV01", encrypted: true };
  if (/foreign/.test(address))
    return { state: "foreign", practice: null, server: "PostgreSQL 15.6 on OFFICE-SRV01", encrypted: false };
  if (/newer/.test(address))
    return {
      state: "newer",
      practice: "Harbour & Vale Accountants",
      server: "PostgreSQL 15.6",
      encrypted: true,
    };
  if (/office/i.test(address)) {
    return {
      state: "practice",
      practice: "Harbour & Vale Accountants",
      server: "PostgreSQL 15.6 on OFFICE-SRV01",
      encrypted: true,
    };
  }
  throw refuse(
    "office.unreachable",
    "No database answers at this address. Check the computer’s name, and that it is switched on.",
    "address",
  );
}

export function create(world: World, input: InputOf<"setup.create">): AppStatus {
  for (const { index, group } of input.recovery) {
    if (recoveryGroups[index] !== group.toUpperCase()) {
      throw refuse("setup.recovery_mismatch", "These groups don’t match the recovery key.", "recovery");
    }
  }
  world.practice = {
    ...input.practice,
    version: 1,
    logo: null,
    managers_set_up_employees: false,
    practice_admins: 1,
  };
  const first = makePeople(world.now())[0];
  if (first)
    world.people = [
      { ...first, ...input.admin, last_sign_in: null, mfa: "not_set_up", ...security(false, world.now()) },
    ];
  return status(world);
}
