import { describe, expect, it } from "vitest";
import type { UserConflict, UserDetail } from "~/api";
import { conflictFields, firstChoices, settle } from "./conflict";
import { emptyForm, formOf, type UserForm } from "./user-form";

const before: UserForm = {
  ...emptyForm({ time_zone: "Australia/Sydney", date_format: "d_mmm_yyyy" }),
  first_name: "Priya",
  job_title: "Manager",
  mobile: "1",
  phone: "2",
};

function conflictWith(changes: Partial<UserForm>): UserConflict {
  const form = { ...before, ...changes };
  const theirs = {
    row: {
      ...form,
      reports_to: form.reports_to ? { id: form.reports_to, name: form.reports_to_name } : null,
    },
    ...form,
  } as unknown as UserDetail;
  return { changed_by: "Marcus", changed_at: 0, changes: [], theirs };
}

describe("two people changing the same user", () => {
  const mine = { ...before, job_title: "Partner", mobile: "10" };
  const conflict = conflictWith({ job_title: "Director", phone: "20" });
  const fields = conflictFields(before, mine, conflict);

  it("asks only where both changed the same field", () => {
    expect(fields).toEqual([
      { field: "job_title", who: "both" },
      { field: "mobile", who: "me" },
      { field: "phone", who: "them" },
    ]);
  });

  it("keeps my words unless I give them up, and never drops theirs elsewhere", () => {
    const kept = settle(mine, conflict, firstChoices(fields));
    expect(kept).toMatchObject({ job_title: "Partner", mobile: "10", phone: "20" });
    expect(settle(mine, conflict, { ...firstChoices(fields), job_title: "theirs" })).toMatchObject({
      job_title: "Director",
      mobile: "10",
      phone: "20",
    });
  });

  it("does not ask where both wrote the same", () => {
    expect(conflictFields(before, { ...before, job_title: "Director" }, conflict)[0]).toEqual({
      field: "job_title",
      who: "them",
    });
  });

  it("takes the name of the person they report to along", () => {
    const moved = conflictWith({ reports_to: "u9", reports_to_name: "Helen" });
    expect(settle(before, moved, {})).toMatchObject({ reports_to: "u9", reports_to_name: "Helen" });
    expect(formOf(moved.theirs).reports_to_name).toBe("Helen");
  });
});
