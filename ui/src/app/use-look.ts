import { useMantineColorScheme } from "@mantine/core";
import { useEffect, useState } from "react";
import { usePreference } from "~/api";
import type { TextSize, ThemeChoice } from "~/shared";
import { applyTextSize, storedTextSize } from "./look";

/** Theme and text size: kept for the person, and on the computer for the sign-in screen. */
export function useLook() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [theme, storeTheme] = usePreference<ThemeChoice | null>("theme", null);
  const [size, storeSize] = usePreference<TextSize | null>("text_size", null);
  const [localSize, setLocalSize] = useState(storedTextSize);

  useEffect(() => {
    if (theme && theme !== colorScheme) setColorScheme(theme);
  }, [theme, colorScheme, setColorScheme]);
  useEffect(() => {
    if (!size) return;
    applyTextSize(size);
    setLocalSize(size);
  }, [size]);

  return {
    theme: theme ?? colorScheme,
    setTheme: (choice: ThemeChoice) => {
      setColorScheme(choice);
      storeTheme(choice);
    },
    textSize: size ?? localSize,
    setTextSize: (choice: TextSize) => {
      applyTextSize(choice);
      setLocalSize(choice);
      storeSize(choice);
    },
  };
}
