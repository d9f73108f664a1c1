/** Asks the person to prove again who they are; true when they did. */
type Prover = () => Promise<boolean>;

let prover: Prover | null = null;

/** The signed-in part of the page offers this while it is on screen. */
export function offerProof(ask: Prover): () => void {
  prover = ask;
  return () => {
    if (prover === ask) prover = null;
  };
}

/** Whether the person has just proved who they are, so that a refused call is worth another try. */
export async function proved(): Promise<boolean> {
  return prover ? prover() : false;
}
