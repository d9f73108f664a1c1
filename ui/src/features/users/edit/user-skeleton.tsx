import { useEffect, useState } from "react";
import classes from "./user-skeleton.module.css";

/** The screen's shape while a user is read, only when it takes longer than a blink. */
export function UserSkeleton() {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), 300);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div role="status" aria-label="Loading the user" aria-busy="true" className={classes.screen}>
      {shown && (
        <>
          <div className={classes.person}>
            <span className={classes.circle} />
            <span className={classes.lines}>
              <span className={classes.bar} style={{ width: "14rem" }} />
              <span className={classes.bar} style={{ width: "20rem" }} />
              <span className={classes.bar} style={{ width: "16rem" }} />
            </span>
          </div>
          <div className={classes.fields}>
            {["first", "last", "preferred", "job", "mobile", "phone"].map((field) => (
              <span key={field} className={classes.field} />
            ))}
          </div>
        </>
      )}
    </div>
  );
}
