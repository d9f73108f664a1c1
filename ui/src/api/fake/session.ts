import { fakeCode } from "./people";
import { takeCode, wrongTry } from "./sign-in";
import { refuse, type World } from "./world";

/** The session of whoever is signed in: locking, unlocking, proving, ending. */
export function handlers(world: World) {
  const somebody = () => {
    const me = world.current();
    if (!me) throw refuse("session.ended", "Your session has ended. Sign in again.");
    return me;
  };
  /** After too many wrong tries the session is over. */
  const wrong = (code: string, words: string, field: string) => {
    const me = somebody();
    wrongTry(world, me);
    if (!me.blocked) return refuse(code, words, field);
    Object.assign(world, { signedIn: null, locked: false });
    return refuse("session.blocked", "Too many wrong tries. A practice admin can unblock you.");
  };
  return {
    "session.current": () => {
      const me = world.current();
      if (!me) throw refuse("session.none", "Sign in to go on.");
      return world.asMe(me);
    },
    "session.touch": () => world.asMe(world.me()).session,
    "session.lock": () => {
      world.locked = true;
      world.changed("session");
      return {};
    },
    "session.unlock": (i: { password: string; code: string | null }) => {
      const me = somebody();
      if (me.password !== i.password)
        throw wrong("session.wrong_password", "This password is not right.", "password");
      const needed = world.asMe(me).session.unlock_needs_code;
      if (needed && !i.code?.trim())
        throw refuse("session.code_needed", "Enter the code of your authenticator app.", "code");
      if (needed && !takeCode(me, i.code ?? "", true))
        throw wrong("session.code_wrong", "This code is not right.", "code");
      world.locked = false;
      me.tries = 0;
      world.changed("session");
      return world.asMe(me);
    },
    "session.prove": (i: { password: string | null; code: string | null }) => {
      const me = world.me();
      if (i.password !== null && me.password !== i.password)
        throw wrong("session.wrong_password", "This password is not right.", "password");
      if (i.code !== null && i.code.replace(/\s/g, "") !== fakeCode)
        throw wrong("session.code_wrong", "This code is not right.", "code");
      world.proved = world.now();
      me.tries = 0;
      return {};
    },
    "session.end": () => {
      Object.assign(world, { signedIn: null, locked: false, arriving: null });
      world.changed("session");
      return {};
    },
  };
}
