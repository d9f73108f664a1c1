import { Outlet } from "@tanstack/react-router";
import classes from "./frame.module.css";

export function Frame() {
  return (
    <div className={classes.frame}>
      <main className={classes.main} id="main" tabIndex={-1}>
        <Outlet />
      </main>
    </div>
  );
}
