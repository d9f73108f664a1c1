import { afterAll, beforeAll } from "vitest";
import { type Demo, demo } from "./cli";
import { temporaryFolder } from "./folder";
import { signIn } from "./journeys";
import type { Look } from "./webdriver";
import { keepPicturesOfFailures, Window } from "./window";

export type Sample = { practice: Demo; window: Window };

/** A window on a sample practice of this test file's own, signed in as its Practice Admin. */
export function sampleWindow(look: Look = {}, signedIn = true): Sample {
  const folder = temporaryFolder("sample");
  const sample = {} as Sample;
  beforeAll(async () => {
    sample.practice = await demo(folder.path);
    sample.window = await Window.open(folder.path, look);
    if (signedIn) await signIn(sample.window, sample.practice);
  });
  afterAll(async () => {
    await sample.window?.close();
    folder.remove();
  });
  keepPicturesOfFailures(() => sample.window);
  return sample;
}
