import { describe, expect, it } from "vitest";
import type { EventRow } from "~/api";
import { detailWords, needsOutcome, sealWords, whoseLine } from "./event-words";

const row = (part: Partial<EventRow>): EventRow => ({
  seq: 1,
  time: 0,
  kind: "users.disabled",
  title: "Disabled",
  sentence: "Helen Castellano disabled Chloe Baptiste",
  actor: { id: "helen", name: "Helen Castellano" },
  actor_email: "helen@hvale.example",
  target: { kind: "user", id: "chloe", name: "Chloe Baptiste" },
  outcome: "success",
  computer: "Helen’s iMac",
  operating_system: "macOS 26",
  app_version: "0.1.0",
  ip: "192.168.1.20",
  server_ip: "",
  reason: "parental leave",
  note: "",
  changes: [],
  revision: null,
  ...part,
});

describe("the words of an event", () => {
  it("says whom it was about and why, or the line only names a verb", () => {
    expect(detailWords(row({}), { who: true })).toBe("Chloe Baptiste, parental leave");
  });

  it("says by whom on the user's own page, and doesn't repeat the user", () => {
    expect(detailWords(row({}), { who: false, subject: "chloe" })).toBe(
      "parental leave, by Helen Castellano",
    );
    expect(detailWords(row({}), { who: false, subject: "helen" })).toBe("Chloe Baptiste, parental leave");
  });

  it("says what one change did, also to or from nothing", () => {
    const changes = [{ field: "mobile", label: "Mobile", before: "", after: "0491 570 156" }];
    expect(detailWords(row({ reason: "", changes }), { who: true })).toBe(
      "Chloe Baptiste, Mobile: empty to 0491 570 156",
    );
  });

  it("puts a failed sign-in on the line of the user who was tried, not of nobody", () => {
    const failed = row({ actor: null, actor_email: "chloe@hvale.example", outcome: "failure", reason: "" });
    expect(whoseLine(failed)).toMatchObject({ id: "chloe", name: "Chloe Baptiste" });
    expect(detailWords(failed, { who: true })).toBe("");
    const stranger = row({ actor: null, actor_email: "nobody@else.example", target: null });
    expect(whoseLine(stranger)).toMatchObject({ name: "nobody@else.example", known: false });
  });

  it("says why something failed, or a wrong password looks like a person who left", () => {
    const failed = row({ actor: null, outcome: "failure", reason: "", note: "Wrong password" });
    expect(detailWords(failed, { who: true })).toBe("Wrong password");
  });

  it("says that something failed where its title doesn't", () => {
    expect(needsOutcome({ title: "Sign-in failed", outcome: "failure" })).toBe(false);
    expect(needsOutcome({ title: "Invited", outcome: "refused" })).toBe(true);
    expect(needsOutcome({ title: "Invited", outcome: "success" })).toBe(false);
  });

  it("shortens a seal to what the eye compares", () => {
    expect(sealWords("9c417be0aaaaaaaa02df")).toBe("9c41 7be0 … 02df");
    expect(sealWords("")).toBe("None, this is the first");
  });
});
