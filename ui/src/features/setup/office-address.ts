/** How the office database is named: its parts, or one whole address. */
export type OfficeFields = {
  whole: boolean;
  address: string;
  host: string;
  port: string;
  database: string;
  user: string;
  password: string;
};

export const emptyOffice: OfficeFields = {
  whole: false,
  address: "",
  host: "",
  port: "5432",
  database: "firmkeep",
  user: "",
  password: "",
};

/** One address for the core, whatever signs the password holds. */
export function addressOf(fields: OfficeFields): string {
  if (fields.whole) return fields.address.trim();
  const host = fields.host.trim();
  const name = host.includes(":") && !host.startsWith("[") ? `[${host}]` : host;
  const user = encodeURIComponent(fields.user.trim());
  const login = fields.password ? `${user}:${encodeURIComponent(fields.password)}` : user;
  return `postgres://${login}@${name}:${fields.port.trim()}/${encodeURIComponent(fields.database.trim())}`;
}

export type OfficeProblems = Partial<Record<keyof OfficeFields, string>>;

/** What is missing before there is anything to try. */
export function missingIn(fields: OfficeFields): OfficeProblems {
  const problems: OfficeProblems = {};
  if (fields.whole) {
    if (!/^postgres(ql)?:\/\/\S+$/i.test(fields.address.trim())) {
      problems.address = "Enter an address that starts with postgres://";
    }
    return problems;
  }
  if (!fields.host.trim()) problems.host = "Enter the computer’s name or address.";
  const port = Number(fields.port);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) problems.port = "Enter a number from 1 to 65535.";
  if (!fields.database.trim()) problems.database = "Enter the database’s name.";
  if (!fields.user.trim()) problems.user = "Enter the database user.";
  return problems;
}
