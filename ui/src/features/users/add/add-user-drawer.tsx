export function AddUserDrawer(_props: { onClose: () => void; onAdded: (id: string) => void }) {
  return null;
}
