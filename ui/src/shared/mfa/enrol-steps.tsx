import { Button } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { type ReactNode, type Ref, useState } from "react";
import { copyText, type MfaEnrolment } from "~/api";
import { CodeField } from "./code-field";
import classes from "./enrol-steps.module.css";

type Props = {
  enrolment: MfaEnrolment;
  code: string;
  onCode: (code: string) => void;
  onComplete: (code: string) => void;
  error: string | null;
  working: boolean;
  field?: Ref<HTMLInputElement>;
};

/** The QR code, what to do with it, and the digits that prove that it worked. */
export function EnrolSteps({ enrolment, code, onCode, onComplete, error, working, field }: Props) {
  return (
    <div className={classes.steps}>
      <QrCode enrolment={enrolment} />
      <ol className={classes.list}>
        <Step number={1} title="Open your authenticator app">
          Any app works, such as Microsoft Authenticator, Google Authenticator or 1Password.
        </Step>
        <Step number={2} title="Scan the code">
          Can’t scan? Add an account by hand, time-based, with this key:
          <Secret enrolment={enrolment} />
        </Step>
        <Step number={3} title="Type the 6 digits it shows">
          <CodeField
            ref={field}
            small
            autoFocus
            label={`Code for ${enrolment.issuer}`}
            value={code}
            onChange={onCode}
            onComplete={onComplete}
            error={error}
            disabled={working}
          />
        </Step>
      </ol>
    </div>
  );
}

function Step({ number, title, children }: { number: number; title: string; children: ReactNode }) {
  return (
    <li className={classes.step}>
      <span className={classes.number} aria-hidden>
        {number}
      </span>
      <div className={classes.words}>
        <strong className={classes.title}>{title}</strong>
        <div>{children}</div>
      </div>
    </li>
  );
}

/** Dark on white whatever the theme: cameras expect it. */
function QrCode({ enrolment }: { enrolment: MfaEnrolment }) {
  const { qr, qr_size: size } = enrolment;
  return (
    <figure className={classes.figure}>
      <svg
        viewBox={`0 0 ${size} ${size}`}
        role="img"
        aria-label={`QR code for your authenticator app: ${enrolment.issuer}, ${enrolment.account}`}
        className={classes.qr}
        shapeRendering="crispEdges"
      >
        <rect width={size} height={size} fill="#fff" />
        <path d={qr} fill="#000" />
      </svg>
      <figcaption className={classes.caption}>{enrolment.account}</figcaption>
    </figure>
  );
}

function Secret({ enrolment }: { enrolment: MfaEnrolment }) {
  const [copied, setCopied] = useState<boolean | null>(null);
  const copy = async () => setCopied(await copyText(enrolment.secret.replaceAll(" ", "")));
  const groups = enrolment.secret.split(" ");
  return (
    <span className={classes.secret}>
      <code className={classes.key}>
        {groups.map((group, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: groups may repeat and never move
          <span key={at} className={classes.group}>
            {group}{" "}
          </span>
        ))}
      </code>
      <Button
        size="xs"
        variant="subtle"
        className={classes.copy}
        leftSection={copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
        onClick={() => void copy()}
      >
        {copied ? "Key copied" : "Copy key"}
      </Button>
      {copied === false && (
        <span role="alert">This computer didn’t allow copying. Select the key and copy it.</span>
      )}
    </span>
  );
}
