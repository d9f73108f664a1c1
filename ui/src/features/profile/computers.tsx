import { Button } from "@mantine/core";
import { IconDeviceDesktopCheck, IconDeviceDesktopOff } from "@tabler/icons-react";
import { useState } from "react";
import { call, type OwnSecurity, type RememberedComputer } from "~/api";
import { TimeText, toast } from "~/shared";
import { FactRow, FactRows } from "~/shared/fact-rows";

/** Where the code is skipped, each with the way to ask for it again. */
export function Computers({ own }: { own: OwnSecurity }) {
  if (own.computers.length === 0)
    return (
      <FactRows>
        <FactRow
          icon={IconDeviceDesktopOff}
          title="None"
          text="Every computer asks you for a code. When you sign in with one, you can have it remembered."
        />
      </FactRows>
    );
  return (
    <FactRows label="Remembered computers">
      {own.computers.map((computer) => (
        <Computer key={computer.id} computer={computer} />
      ))}
    </FactRows>
  );
}

function Computer({ computer }: { computer: RememberedComputer }) {
  const [working, setWorking] = useState(false);
  const forget = async () => {
    setWorking(true);
    try {
      await call("profile.forget_computer", { computer: computer.id });
      toast.done(`${computer.computer} asks for a code again`);
    } catch (reason) {
      toast.problem(`${computer.computer} is still remembered`, reason);
    } finally {
      setWorking(false);
    }
  };
  return (
    <FactRow
      icon={IconDeviceDesktopCheck}
      title={computer.computer}
      text={
        <>
          {computer.this ? "This computer" : computer.operating_system}, remembered until{" "}
          <TimeText time={computer.until} lower />
        </>
      }
      action={
        <Button
          size="xs"
          variant="default"
          loading={working}
          aria-label={`Forget ${computer.computer}`}
          onClick={() => void forget()}
        >
          Forget
        </Button>
      }
    />
  );
}
