import { getTauriVersion, getVersion } from "@tauri-apps/api/app";
import { convertFileSrc, invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import { getCurrentWindow } from "@tauri-apps/api/window";
import { openUrl } from "@tauri-apps/plugin-opener";
import type { Host, HostEvents, HostRequest } from "./host";

/** Headers carry only ASCII, a name may hold any letter. */
function headerSafe(value: unknown): string {
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

function subscribe<K extends keyof HostEvents>(event: K, handler: (payload: HostEvents[K]) => void) {
  let stopped = false;
  let stop: (() => void) | undefined;
  listen<HostEvents[K]>(`firmkeep://${event}`, (message) => handler(message.payload)).then((unlisten) => {
    if (stopped) unlisten();
    else stop = unlisten;
  });
  return () => {
    stopped = true;
    stop?.();
  };
}

export const tauriHost: Host = {
  call(request: HostRequest, content) {
    if (!content) return invoke("call", { request });
    return invoke("call", content, { headers: { "x-firmkeep-request": headerSafe(request) } });
  },
  listen: subscribe,
  shell: {
    saveText: (name, text) => invoke<boolean>("save_text", { name, text }),
    printPage: () => window.print(),
    openExternal: (url) => openUrl(url),
    openLogFolder: () => invoke("open_log_folder"),
    versions: async () => ({ app: await getVersion(), shell: `Tauri ${await getTauriVersion()}` }),
    licences: () => invoke<string>("licences"),
    onClose: (mayClose) => {
      const stop = getCurrentWindow().onCloseRequested((event) => {
        if (!mayClose()) event.preventDefault();
      });
      return () => void stop.then((unlisten) => unlisten());
    },
    close: () => getCurrentWindow().destroy(),
    pictureUrl: (name, version) => `${convertFileSrc(name, "picture")}?v=${encodeURIComponent(version)}`,
  },
};
