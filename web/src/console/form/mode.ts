import { createContext, useContext } from "react";

type FormMode = {
  /** The reader may see the values, not change them. */
  readonly isReadOnly: boolean;
  /** Where the form's values stand in the settings, such as `company`; warnings lead to its fields by their paths. */
  readonly path?: string | undefined;
};

/** How the form around a field is used. */
export const FormModeContext = createContext<FormMode>({ isReadOnly: false });

/** How the form around this field is used. */
export function useFormMode(): FormMode {
  return useContext(FormModeContext);
}
