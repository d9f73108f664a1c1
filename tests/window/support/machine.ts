import { join } from "node:path";
import { firstLine, type Running, start } from "./processes";

const configuration = join(import.meta.dirname, "bus.conf");

/** Before all tests: a screen in memory and a message bus of its own, so that nothing of the person's session is touched. */
export default async function machine(): Promise<() => Promise<void>> {
  const started: Running[] = [];
  const screen = start(
    "Xvfb",
    ["-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-noreset"],
    { stdio: ["ignore", "pipe", "ignore"] },
  );
  started.push(screen);
  process.env.DISPLAY = `:${(await firstLine(screen)).trim()}`;
  delete process.env.WAYLAND_DISPLAY;

  const bus = start("dbus-daemon", [`--config-file=${configuration}`, "--nofork", "--print-address"], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  started.push(bus);
  process.env.DBUS_SESSION_BUS_ADDRESS = (await firstLine(bus)).trim();

  return async () => {
    for (const running of started.reverse()) await running.end();
  };
}
