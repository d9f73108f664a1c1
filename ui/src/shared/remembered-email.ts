const key = "firmkeep.email";

export function rememberedEmail(): string {
  try {
    return localStorage.getItem(key) ?? "";
  } catch {
    return "";
  }
}

export function rememberEmail(email: string | null) {
  try {
    if (email) localStorage.setItem(key, email);
    else localStorage.removeItem(key);
  } catch {
    // A convenience only.
  }
}
