/** What stands behind the page: the shell's core, or an in-memory one for tests and for a plain browser. */
export type HostRequest = {
  operation: string;
  input: unknown;
  call: string;
  background: boolean;
  /** The operation makes a file: the shell asks the person where it goes, suggesting this name. */
  save_as?: string;
};

export type HostEvents = {
  changed: { topics: string[] };
  progress: { call: string; done: number; total: number };
  lock: Record<string, never>;
  menu: { item: string };
};

export type Versions = { app: string; shell: string };

/** The window's own abilities; everything else goes through `call`. */
export type ShellAbilities = {
  /** Asks where to save; resolves to false when the person changed their mind. */
  saveText(suggestedName: string, text: string): Promise<boolean>;
  printPage(): void;
  openExternal(url: string): Promise<void>;
  openLogFolder(): Promise<void>;
  versions(): Promise<Versions>;
  licences(): Promise<string>;
  pictureUrl(name: string, version: string): string;
  /** Asked each time the person closes the window; false keeps it open. */
  onClose(mayClose: () => boolean): () => void;
  /** Closes the window without asking. */
  close(): Promise<void>;
};

export type Host = {
  call(request: HostRequest, content: Uint8Array | undefined): Promise<unknown>;
  listen<K extends keyof HostEvents>(event: K, handler: (payload: HostEvents[K]) => void): () => void;
  shell: ShellAbilities;
};

let current: Host | null = null;

export function setHost(host: Host) {
  current = host;
}

export function host(): Host {
  if (!current) throw new Error("No host has been chosen");
  return current;
}
