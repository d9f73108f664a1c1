import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    globalSetup: "./support/machine.ts",
    // One window at a time: they share the screen, and two cores.
    fileParallelism: false,
    testTimeout: 90_000,
    hookTimeout: 90_000,
    teardownTimeout: 15_000,
    // A debug build takes its time over a password.
    expect: { poll: { timeout: 15_000, interval: 50 } },
  },
});
