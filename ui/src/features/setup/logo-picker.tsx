import { Button, FileButton } from "@mantine/core";
import { IconPhoto } from "@tabler/icons-react";
import { useState } from "react";
import classes from "./logo-picker.module.css";
import type { Logo } from "./use-setup";

const largest = 8 * 1024 * 1024;

/** Reads a picture and makes sure that it is one before anybody relies on it. */
async function readLogo(file: File): Promise<Logo> {
  if (file.size > largest) throw new Error("This picture is larger than 8 MB. Choose a smaller one.");
  const url = URL.createObjectURL(file);
  const picture = new Image();
  picture.src = url;
  try {
    await picture.decode();
  } catch {
    URL.revokeObjectURL(url);
    throw new Error("This file is not a picture that Firmkeep can read. Choose a PNG, JPEG or WebP.");
  }
  return { bytes: new Uint8Array(await file.arrayBuffer()), url, name: file.name };
}

type Props = { logo: Logo | null; onChange: (logo: Logo | null) => void; error?: string };

export function LogoPicker({ logo, onChange, error }: Props) {
  const [problem, setProblem] = useState<string | null>(null);
  const choose = async (file: File | null) => {
    if (!file) return;
    try {
      const read = await readLogo(file);
      if (logo) URL.revokeObjectURL(logo.url);
      setProblem(null);
      onChange(read);
    } catch (reason) {
      setProblem((reason as Error).message);
    }
  };
  const remove = () => {
    if (logo) URL.revokeObjectURL(logo.url);
    onChange(null);
  };
  const wrong = problem ?? error;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out in a row everywhere
    <div role="group" aria-label="Logo">
      <p className={classes.label}>Logo (optional)</p>
      <div className={classes.box}>
        {logo ? (
          <img src={logo.url} alt="" className={classes.picture} />
        ) : (
          <span className={classes.none}>
            <IconPhoto size={20} stroke={1.6} aria-hidden />
          </span>
        )}
        <span className={classes.words}>
          <strong className={classes.name}>{logo?.name ?? "No logo yet"}</strong>
          <span className={classes.help}>Square works best, at least 256 × 256</span>
        </span>
        {logo && (
          <Button size="xs" variant="subtle" color="gray" onClick={remove}>
            Remove
          </Button>
        )}
        <FileButton onChange={(file) => void choose(file)} accept="image/png,image/jpeg,image/webp">
          {(props) => (
            <Button
              {...props}
              size="xs"
              variant="default"
              leftSection={<IconPhoto size={14} stroke={1.8} aria-hidden />}
            >
              {logo ? "Change" : "Choose a picture"}
            </Button>
          )}
        </FileButton>
      </div>
      {wrong && (
        <p className={classes.error} role="alert">
          {wrong}
        </p>
      )}
    </div>
  );
}
