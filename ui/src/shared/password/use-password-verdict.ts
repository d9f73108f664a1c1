import { useEffect, useRef, useState } from "react";
import { call, type PasswordVerdict } from "~/api";

/**
 * How good a new password is, asked of the core a moment after typing; the latest answer wins. `own` judges it as the
 * signed-in person's, with their names and least length.
 */
export function usePasswordVerdict(password: string, words: string[], own = false): PasswordVerdict | null {
  const [verdict, setVerdict] = useState<PasswordVerdict | null>(null);
  const asked = useRef(0);
  const listed = words.filter(Boolean).join("\n");
  useEffect(() => {
    const turn = ++asked.current;
    const timer = setTimeout(
      async () => {
        try {
          const input = { password, words: listed.split("\n").filter(Boolean), own };
          const found = await call("passwords.check", input, { background: true });
          if (turn === asked.current) setVerdict(found);
        } catch {
          // The check is a help while typing; saving checks again and tells.
        }
      },
      password === "" ? 0 : 120,
    );
    return () => clearTimeout(timer);
  }, [password, listed, own]);
  return verdict;
}
