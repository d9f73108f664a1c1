import type {
  SupportActivated,
  SupportGrant,
  SupportScopes,
  SupportStatus,
  SupportSummary,
} from "../bindings";
import { supportPerson } from "./me";
import { day, hour, minute } from "./people";
import { nameOf, refuse, type World } from "./world";

const code = () => `F${Math.random().toString(36).slice(2, 5).toUpperCase()}-7KQ4-M2XT-93HD`;

export function status(world: World): SupportStatus {
  const me = world.me();
  if (world.grant && world.grant.ends < world.now()) end(world, "Its time was over");
  const admin = world.has(me, "practice_admin");
  const own = me.id === supportPerson.id;
  const grant = world.grant;
  return {
    active: grant && (admin || own ? grant : { ...grant, why: "", case_number: "" }),
    can: {
      activate: admin && me.status !== "restricted",
      deactivate: admin,
      prolong: admin && me.status !== "restricted" && grant !== null && grant.ends < grant.most_ends,
    },
    name: "Firmkeep Support",
  };
}

export function activate(
  world: World,
  input: { why: string; hours: number; may: SupportScopes },
): SupportActivated {
  world.admin();
  const me = world.proven();
  if (!input.why.trim()) throw refuse("input.invalid", "Say why Support is let in.", "why");
  if (world.grant) end(world, "Another activation replaced it");
  const started = world.now();
  world.grant = {
    id: crypto.randomUUID(),
    why: input.why.trim(),
    may: input.may,
    hours: input.hours,
    started,
    ends: started + input.hours * hour,
    ended: null,
    ended_why: "",
    by: { id: me.id, name: nameOf(me) },
    person: "",
    case_number: "",
    signed_in: null,
    in_now: false,
    most_ends: started + 72 * hour,
    events: 0,
  };
  world.supportCode = code();
  world.note("support.activated", "Support access turned on", `${nameOf(me)} let Firmkeep Support in.`, {
    target: { kind: "support", id: world.grant.id, name: "Firmkeep Support" },
    reason: world.grant.why,
  });
  world.changed("support", "register");
  return { grant: world.grant, code: world.supportCode };
}

const active = (world: World, id: string): SupportGrant => {
  if (world.grant?.id !== id) throw refuse("support.not_active", "Support access is off already.");
  return world.grant;
};

export function prolong(world: World, input: { grant: string; hours: number }): SupportGrant {
  world.admin();
  world.proven();
  const grant = active(world, input.grant);
  if (grant.ends >= grant.most_ends)
    throw refuse("support.too_long", "Support can be let in for 72 hours in all.", "hours");
  grant.ends = Math.min(grant.ends + input.hours * hour, grant.most_ends);
  grant.hours = Math.round((grant.ends - grant.started) / hour);
  world.note(
    "support.prolonged",
    "Support access prolonged",
    "The access of Firmkeep Support was prolonged.",
  );
  world.changed("support", "register");
  return grant;
}

export function newCode(world: World, input: { grant: string }): SupportActivated {
  world.admin();
  world.proven();
  const grant = active(world, input.grant);
  world.supportCode = code();
  world.changed("support", "register");
  return { grant, code: world.supportCode };
}

function end(world: World, why: string) {
  if (!world.grant) return;
  const grant = { ...world.grant, ended: world.now(), ended_why: why, in_now: false };
  world.grants.unshift(grant);
  world.note("support.ended", "Support access ended", "The access of Firmkeep Support ended.");
  world.grant = null;
  world.supportCode = "";
  if (world.signedIn === supportPerson.id) world.signedIn = null;
  world.changed("support", "session", "register");
}

export function deactivate(world: World, input: { grant: string }): SupportSummary {
  const me = world.admin();
  active(world, input.grant);
  end(world, `${nameOf(me)} turned it off`);
  return summary(world, input.grant);
}

export function grants(world: World): SupportGrant[] {
  world.me();
  return world.grants;
}

export function summary(world: World, id: string): SupportSummary {
  const grant = world.grant?.id === id ? world.grant : world.grants.find((one) => one.id === id);
  if (!grant) throw refuse("support.not_found", "There was no such support access.");
  const at = grant.signed_in;
  const lines = at
    ? [
        {
          time: at,
          sentence: `Firmkeep Support (${grant.person}) signed in`,
          note: "",
          outcome: "success" as const,
        },
        {
          time: at + 2 * minute,
          sentence: "Firmkeep Support looked at the users",
          note: "",
          outcome: "success" as const,
        },
        {
          time: at + 4 * minute,
          sentence: "Firmkeep Support looked at Tom Brannigan",
          note: "",
          outcome: "success" as const,
        },
        {
          time: at + 6 * minute,
          sentence: "Firmkeep Support unblocked Tom Brannigan",
          note: "",
          outcome: "success" as const,
        },
        {
          time: at + 9 * minute,
          sentence: "Firmkeep Support tried something that they may not do",
          note: "",
          outcome: "refused" as const,
        },
      ]
    : [];
  return { grant, looked: at ? 2 : 0, changed: at ? 1 : 0, refused: at ? 1 : 0, lines };
}

/** Two earlier grants, and a running one where the options say so. */
export function seedSupport(world: World) {
  const [helen, marcus] = world.people;
  if (!helen || !marcus) return;
  const past = (by: typeof helen, ago: number, hours: number, took: number, why: string): SupportGrant => ({
    id: `grant-${ago}`,
    why,
    may: { users: true, settings: false, register: true, unblock: false, reset_mfa: false },
    hours,
    started: world.now() - ago,
    ends: world.now() - ago + hours * hour,
    ended: world.now() - ago + took,
    ended_why: `${nameOf(by)} turned it off`,
    by: { id: by.id, name: nameOf(by) },
    person: "Jo Lee",
    case_number: "HD-20418",
    signed_in: world.now() - ago + 5 * minute,
    in_now: false,
    most_ends: world.now() - ago + 72 * hour,
    events: 12,
  });
  world.grants = [
    past(helen, 97 * day, 1, 47 * minute, "Codes of new phones are rejected"),
    past(marcus, 259 * day, 4, 118 * minute, "Sign-in is slow"),
  ];
  if (!world.options.support) return;
  world.grant = {
    ...past(helen, 18 * minute, 4, 0, "Tom is blocked again and again"),
    id: "grant-now",
    ended: null,
    ended_why: "",
    may: { users: true, settings: false, register: true, unblock: true, reset_mfa: false },
    signed_in: world.now() - 9 * minute,
    in_now: true,
    events: 5,
  };
  if (world.options.support === "in") world.signedIn = supportPerson.id;
}
