import type { ReactNode } from "react";
import classes from "./form-section.module.css";

export type FormSectionProps = {
  title: string;
  /** Why it is asked, under the title at the left. */
  description?: ReactNode;
  /** Fields, in two columns; a child in `<Wide>` takes both. */
  children: ReactNode;
  columns?: 1 | 2;
};

export function FormSection({ title, description, children, columns = 2 }: FormSectionProps) {
  return (
    <section className={classes.section}>
      <div className={classes.about}>
        <h2 className={classes.title}>{title}</h2>
        {description && <div className={classes.description}>{description}</div>}
      </div>
      <div className={classes.fields} data-columns={columns}>
        {children}
      </div>
    </section>
  );
}

export function Wide({ children }: { children: ReactNode }) {
  return <div className={classes.wide}>{children}</div>;
}
