import { Anchor } from "@mantine/core";
import { type SupportGrant, useCall } from "~/api";
import { TimeText } from "~/shared";
import { scopeWords } from "~/shared/support/scopes";
import { tookWords } from "~/shared/support/time-left";
import classes from "./support-panel.module.css";

/** When Support was let in before, by whom and for how long. */
export function EarlierGrants({ onShow }: { onShow: (grant: SupportGrant) => void }) {
  const { data } = useCall("support.grants", {});
  const ended = (data ?? []).filter((grant) => grant.ended !== null);
  if (ended.length === 0) return null;
  return (
    <section className={classes.card} aria-labelledby="earlier-support">
      <h2 className={classes.earlierTitle} id="earlier-support">
        Earlier support access
      </h2>
      <ul className={classes.earlier}>
        {ended.map((grant) => (
          <li key={grant.id} className={classes.grant}>
            <span className={classes.grantWords}>
              <strong>
                <TimeText time={grant.started} as="date" />
              </strong>
              <span className={classes.quiet}>
                {grant.signed_in === null
                  ? "Never signed in"
                  : tookWords((grant.ended ?? grant.ends) - grant.started)}
                , {scopeWords(grant.may)}, by {grant.by.name}
              </span>
            </span>
            <Anchor
              component="button"
              type="button"
              className={classes.link}
              aria-label={`Summary of what Support did, ${new Date(grant.started / 1000).toDateString()}`}
              onClick={() => onShow(grant)}
            >
              Summary
            </Anchor>
          </li>
        ))}
      </ul>
    </section>
  );
}
