import { act, fireEvent, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createFakeHost } from "~/api/fake";
import { renderPart } from "~/test/render";
import { IdleWatch } from "./idle-watch";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function show() {
  const fake = createFakeHost({ signedIn: "helen@hvale.example" });
  const calls = vi.spyOn(fake, "call");
  const onLock = vi.fn();
  renderPart(<IdleWatch idleSeconds={900} warnSeconds={120} onLock={onLock} />, { fake });
  const touches = () => calls.mock.calls.filter(([request]) => request.operation === "session.touch").length;
  return { onLock, touches };
}

const wait = (seconds: number) => act(() => vi.advanceTimersByTimeAsync(seconds * 1000));

it("warns two minutes before, counts down, and locks when nobody is there", async () => {
  const { onLock } = show();
  await wait(778);
  expect(screen.queryByRole("dialog")).toBeNull();
  await wait(4);
  expect(screen.getByRole("dialog", { name: "Are you still there?" })).toBeInTheDocument();
  expect(screen.getByRole("timer")).toHaveTextContent(/^1:5\d$/);
  expect(onLock).not.toHaveBeenCalled();
  await wait(119);
  expect(onLock).toHaveBeenCalledOnce();
});

it("stays signed in for another while when asked to", async () => {
  const { onLock, touches } = show();
  await wait(800);
  fireEvent.click(screen.getByRole("button", { name: "Stay signed in" }));
  await wait(1);
  expect(screen.queryByRole("dialog")).toBeNull();
  expect(touches()).toBe(1);
  await wait(600);
  expect(onLock).not.toHaveBeenCalled();
});

it("counts real input, and tells the core at most every half minute", async () => {
  const { onLock, touches } = show();
  for (let minute = 0; minute < 20; minute++) {
    await wait(60);
    for (let key = 0; key < 10; key++) fireEvent.keyDown(document.body, { key: "a" });
  }
  expect(onLock).not.toHaveBeenCalled();
  expect(touches()).toBe(20);
});

it("does not take a brush of the mouse for an answer once it has asked", async () => {
  const { onLock } = show();
  await wait(800);
  fireEvent.pointerMove(document.body);
  await wait(101);
  expect(onLock).toHaveBeenCalledOnce();
});
