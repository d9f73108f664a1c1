import { Button, TextInput } from "@mantine/core";
import { IconArrowLeft, IconHeadset } from "@tabler/icons-react";
import { type FormEvent, useLayoutEffect, useRef, useState } from "react";
import { asCallError, call, fieldOf, isUnreachable, type SignIn } from "~/api";
import { Note } from "~/shared";
import { OfflineNote } from "./offline-note";
import classes from "./sign-in-screen.module.css";

type Props = { offline: boolean; onArrived: (reply: SignIn) => void; onBack: () => void };
type Field = "code" | "person" | "case_number";

const MISSING: Record<Field, string> = {
  code: "Enter the access code that the practice gave you.",
  person: "Enter your name.",
  case_number: "Enter the case number.",
};
const FIELDS: readonly Field[] = ["code", "person", "case_number"];

/** How the vendor's helper comes in: with a code of the practice, and a name that stands in its history. */
export function SupportForm({ offline, onArrived, onBack }: Props) {
  const [input, setInput] = useState<Record<Field, string>>({ code: "", person: "", case_number: "" });
  const [problems, setProblems] = useState<Partial<Record<Field | "form", string>>>({});
  const [working, setWorking] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const focus = (name: Field) => form.current?.querySelector<HTMLInputElement>(`[name="${name}"]`)?.focus();
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the form appears
  useLayoutEffect(() => focus("code"), []);

  const show = (found: Partial<Record<Field | "form", string>>) => {
    setProblems(found);
    focus(FIELDS.find((name) => found[name]) ?? "code");
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const missing = FIELDS.filter((name) => input[name].trim() === "");
    if (missing.length > 0) return show(Object.fromEntries(missing.map((name) => [name, MISSING[name]])));
    setProblems({});
    setWorking(true);
    try {
      const { code, person, case_number } = input;
      onArrived(
        await call("support.sign_in", {
          code: code.trim(),
          person: person.trim(),
          case_number: case_number.trim(),
        }),
      );
    } catch (reason) {
      const error = asCallError(reason);
      setWorking(false);
      if (isUnreachable(error)) return;
      const field = FIELDS.find((name) => name === fieldOf(error));
      show({ [field ?? "form"]: error.message });
    }
  };
  const props = (name: Field) => ({
    name,
    size: "md",
    spellCheck: false,
    value: input[name],
    error: problems[name],
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget;
      setInput((old) => ({ ...old, [name]: value }));
    },
  });

  return (
    <form onSubmit={submit} noValidate ref={form}>
      <h1 className={classes.title}>Firmkeep Support</h1>
      <p className={classes.lead}>
        Only while a practice admin lets Support in, and only with their access code.
      </p>
      <div className={classes.fields}>
        <OfflineNote />
        {problems.form && (
          <Note tone="problem" live>
            {problems.form}
          </Note>
        )}
        <TextInput
          label="Access code"
          autoComplete="one-time-code"
          autoCapitalize="characters"
          className={classes.code}
          maxLength={64}
          {...props("code")}
        />
        <TextInput label="Your name" autoComplete="name" maxLength={100} {...props("person")} />
        <TextInput label="Case number" autoComplete="off" maxLength={60} {...props("case_number")} />
        <Note icon={IconHeadset}>The practice sees your name, the case and everything you look at.</Note>
        <Button type="submit" size="md" fullWidth color="plum.8" loading={working} disabled={offline}>
          Sign in as Support
        </Button>
        <Button
          variant="subtle"
          color="gray"
          size="md"
          fullWidth
          leftSection={<IconArrowLeft size={16} stroke={1.8} aria-hidden />}
          onClick={onBack}
        >
          Back to sign in
        </Button>
      </div>
    </form>
  );
}
