import { Button } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { Note } from "~/shared";

/** 2 or 3 practice admins are recommended, never demanded. */
export function AdminsNote({ count }: { count: number }) {
  const navigate = useNavigate();
  if (count >= 2 && count <= 3) return null;
  const see = (
    <Button
      size="xs"
      variant="default"
      onClick={() => void navigate({ to: "/users", search: { roles: ["practice_admin"] } as never })}
    >
      See who they are
    </Button>
  );
  return count < 2 ? (
    <Note tone="care" title="Only 1 person is a practice admin" action={see}>
      If they are away or lose their password, nobody can change who has access. Give the role to 1 or 2
      others.
    </Note>
  ) : (
    <Note tone="suggestion" title={`${count} people are practice admins`} action={see}>
      Each can change everything. 2 or 3 are enough for most practices.
    </Note>
  );
}
