import { useRef, useState } from "react";
import { asCallError, type CheckedField, call, type FirstAdmin } from "~/api";
import { CheckedInput, NewPasswordField } from "~/shared";
import { StepFrame } from "./setup-frame";
import type { StepProps } from "./step-choose";
import classes from "./steps.module.css";

const rules: { name: keyof FirstAdmin; field: CheckedField; missing: string }[] = [
  { name: "first_name", field: "name", missing: "Enter your first name." },
  { name: "last_name", field: "name", missing: "Enter your last name." },
  { name: "email", field: "email", missing: "Enter your email address. You sign in with it." },
];

export function StepAccount({ setup, onNext, onBack }: StepProps) {
  const { admin, editAdmin, practice, refused, clearRefused } = setup;
  const [problems, setProblems] = useState<Record<string, string>>({});
  const [working, setWorking] = useState(false);
  const body = useRef<HTMLDivElement>(null);
  const words = [
    admin.first_name,
    admin.last_name,
    ...admin.email.split(/[@.]/),
    ...practice.name.split(/\s+/),
  ];
  const passwordWords = words.filter((word) => word.length > 2);

  const field = (name: keyof FirstAdmin) => ({
    name,
    value: admin[name],
    error: problems[name] ?? refused[`admin.${name}`],
    onChange: (value: string) => {
      editAdmin({ [name]: value });
      setProblems(({ [name]: _gone, ...rest }) => rest);
      clearRefused(`admin.${name}`);
    },
  });
  const { name: _name, ...password } = field("password");

  const next = async () => {
    setWorking(true);
    const found: Record<string, string> = {};
    for (const rule of rules) {
      if (admin[rule.name].trim() === "") {
        found[rule.name] = rule.missing;
        continue;
      }
      try {
        const { value } = await call("checks.field", {
          field: rule.field,
          value: admin[rule.name],
          country: null,
        });
        if (value !== admin[rule.name]) editAdmin({ [rule.name]: value });
      } catch (reason) {
        found[rule.name] = asCallError(reason).message;
      }
    }
    try {
      const verdict = await call("passwords.check", {
        password: admin.password,
        words: passwordWords,
        own: false,
      });
      if (admin.password === "") found.password = "Choose a password.";
      else if (!verdict.acceptable) found.password = "This password doesn’t meet every requirement yet.";
    } catch (reason) {
      found.password = asCallError(reason).message;
    }
    setWorking(false);
    setProblems(found);
    const first = ["first_name", "last_name", "email", "password"].find((one) => found[one]);
    if (!first) return onNext();
    const target = first === "password" ? '[autocomplete="new-password"]' : `[name="${first}"]`;
    body.current?.querySelector<HTMLElement>(target)?.focus();
  };

  return (
    <StepFrame
      title="About you"
      lead="You’re the first practice admin. You can add others, and Firmkeep suggests having at least two."
      onNext={next}
      working={working}
      onBack={onBack}
    >
      <div className={`${classes.fields} ${classes.narrow}`} ref={body}>
        <div className={classes.half}>
          <CheckedInput
            check="name"
            label="First name"
            autoComplete="given-name"
            maxLength={80}
            data-first
            {...field("first_name")}
          />
        </div>
        <div className={classes.half}>
          <CheckedInput
            check="name"
            label="Last name"
            autoComplete="family-name"
            maxLength={80}
            {...field("last_name")}
          />
        </div>
        <div className={classes.full}>
          <CheckedInput
            check="email"
            label="Email"
            type="email"
            autoComplete="username"
            spellCheck={false}
            maxLength={320}
            description="You sign in with it"
            inputWrapperOrder={["label", "input", "description", "error"]}
            {...field("email")}
          />
        </div>
        <div className={classes.full}>
          <NewPasswordField {...password} words={passwordWords} />
        </div>
      </div>
    </StepFrame>
  );
}
