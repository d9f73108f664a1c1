import { RouterProvider } from "@tanstack/react-router";
import { useState } from "react";
import { MeProvider, useCall } from "~/api";
import { makeRouter } from "./routes";

export function Gate() {
  const [router] = useState(makeRouter);
  const me = useCall("session.current", {});
  if (!me.data) return null;
  return (
    <MeProvider me={me.data}>
      <RouterProvider router={router} />
    </MeProvider>
  );
}
