import { Tooltip } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import {
  IconAdjustmentsHorizontal,
  IconHistory,
  IconSearch,
  IconShieldLock,
  IconUsers,
  type TablerIcon,
} from "@tabler/icons-react";
import { Link, useLocation } from "@tanstack/react-router";
import { useCall, useMe } from "~/api";
import { DatabaseSign, DoubleRule, databaseWords, Key, Mark, useAppActions, useDatabase } from "~/shared";
import { WholeText } from "~/shared/whole-text";
import { MeMenu } from "./me-menu";
import classes from "./sidebar.module.css";

type Place = { to: string; label: string; icon: TablerIcon };

/** Only what this person may open. */
export function usePlaces(): Place[] {
  const { can } = useMe();
  const places: Place[] = [];
  if (can.see_users) places.push({ to: "/users", label: "Users", icon: IconUsers });
  if (can.see_register) places.push({ to: "/history", label: "History", icon: IconHistory });
  if (can.see_security_settings) {
    places.push({ to: "/security", label: "Security settings", icon: IconShieldLock });
  }
  if (can.see_practice_settings) {
    places.push({ to: "/settings/practice", label: "Practice settings", icon: IconAdjustmentsHorizontal });
  }
  return places;
}

/** Below this the words go and tooltips take their place. In em, so that larger system text gets there sooner. */
export const railQuery = "(max-width: 68.75em)";

export function Sidebar() {
  const places = usePlaces();
  const rail = useMediaQuery(railQuery, false, { getInitialValueInEffect: false }) ?? false;
  const { openFind } = useAppActions();
  const { pathname } = useLocation();
  const status = useCall("app.status", {}, { staleTime: Number.POSITIVE_INFINITY });
  const practice = status.data?.practice?.name ?? "";

  return (
    <div className={classes.sidebar}>
      <div className={classes.brand}>
        <Tooltip label={practice} position="right" disabled={!rail}>
          <span className={classes.mark}>
            <Mark size={30} />
          </span>
        </Tooltip>
        <span className={classes.names}>
          <strong className={classes.product}>Firmkeep</strong>
          <WholeText className={classes.practice}>{practice}</WholeText>
        </span>
      </div>
      <Tooltip label="Find anything" position="right" disabled={!rail}>
        <button
          type="button"
          className={classes.find}
          onClick={openFind}
          aria-keyshortcuts="Control+K"
          aria-label={rail ? "Find anything" : undefined}
        >
          <IconSearch size={16} stroke={1.7} aria-hidden />
          <span className={classes.label}>Find anything</span>
          <span className={classes.keys} aria-hidden>
            <Key>Ctrl K</Key>
          </span>
        </button>
      </Tooltip>
      <nav className={classes.nav} aria-label="Main">
        {places.map(({ to, label, icon: Icon }) => {
          const here = pathname === to || pathname.startsWith(`${to}/`);
          return (
            <Tooltip key={to} label={label} position="right" disabled={!rail}>
              <Link
                to={to}
                className={classes.place}
                aria-current={here ? "page" : undefined}
                aria-label={label}
              >
                {here && (
                  <span className={classes.rule}>
                    <DoubleRule vertical />
                  </span>
                )}
                <Icon size={18} stroke={1.7} aria-hidden />
                <span className={classes.label}>{label}</span>
              </Link>
            </Tooltip>
          );
        })}
      </nav>
      <div className={classes.foot}>
        <Database rail={rail} />
        <MeMenu rail={rail} />
      </div>
    </div>
  );
}

function Database({ rail }: { rail: boolean }) {
  const database = useDatabase();
  if (!database) return null;
  const { title, line } = databaseWords(database);
  return (
    <Tooltip label={`${title}: ${line}`} position="right" disabled={!rail}>
      <div className={classes.database} tabIndex={rail ? 0 : undefined}>
        <DatabaseSign />
      </div>
    </Tooltip>
  );
}
