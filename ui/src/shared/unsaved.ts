const unsaved = new Map<symbol, string>();

/** Keeps note of something that would be lost; returns how to forget it. */
export function noteUnsaved(what: string): () => void {
  const id = Symbol(what);
  unsaved.set(id, what);
  return () => unsaved.delete(id);
}

/** What would be lost if the person left now: signed out, or closed the window. */
export function whatIsUnsaved(): string[] {
  return [...unsaved.values()];
}
