import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Builder, Capabilities, type WebDriver } from "selenium-webdriver";
import { temporaryFolder } from "./folder";
import { freePort, listening, start } from "./processes";
import { tauriDriver } from "./programs";

export type Look = { dark?: boolean /** The system's text size, 1 for the usual. */; textScale?: number };
export type Driven = { driver: WebDriver; end: () => Promise<void> };

/** Starts a program with a Tauri window and takes hold of it. */
export async function drive(program: string, args: string[], look: Look = {}): Promise<Driven> {
  const home = temporaryFolder("home");
  const [port, nativePort] = [await freePort(), await freePort()];
  const running = start(tauriDriver(), ["--port", `${port}`, "--native-port", `${nativePort}`], {
    env: { ...process.env, ...desktop(home.path, look) },
  });
  const endDriver = async () => {
    await running.end();
    home.remove();
  };
  try {
    await listening(port, running);
    await listening(nativePort, running);
    const driver = await new Builder()
      .usingServer(`http://127.0.0.1:${port}/`)
      .withCapabilities(
        new Capabilities({ browserName: "wry", "tauri:options": { application: program, args } }),
      )
      .build();
    await driver.manage().setTimeouts({ script: 60_000, implicit: 0 });
    return {
      driver,
      end: async () => {
        await driver.quit().catch(() => undefined);
        await endDriver();
      },
    };
  } catch (error) {
    await endDriver();
    throw error;
  }
}

/** The window's surroundings: folders and settings of its own, as on a fresh desktop. */
function desktop(home: string, look: Look): Record<string, string> {
  const settings = join(home, "config", "gtk-3.0");
  mkdirSync(settings, { recursive: true });
  const lines = ["[Settings]", "gtk-enable-animations=false"];
  writeFileSync(join(settings, "settings.ini"), `${lines.join("\n")}\n`);
  return {
    ...(look.textScale ? { GDK_DPI_SCALE: String(look.textScale) } : {}),
    XDG_CONFIG_HOME: join(home, "config"),
    XDG_DATA_HOME: join(home, "data"),
    XDG_CACHE_HOME: join(home, "cache"),
    XDG_STATE_HOME: join(home, "state"),
    // No graphics card: everything is drawn in memory, and nobody listens to the accessibility bus.
    WEBKIT_DISABLE_DMABUF_RENDERER: "1",
    LIBGL_ALWAYS_SOFTWARE: "1",
    NO_AT_BRIDGE: "1",
    GTK_THEME: look.dark ? "Adwaita:dark" : "Adwaita",
  };
}
