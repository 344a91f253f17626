/** The forms that hold what was typed and not saved. */
const unsaved = new Set<string>();

/** Says whether the form with this id holds anything unsaved. */
export function setUnsaved(id: string, holds: boolean): void {
  if (holds) {
    unsaved.add(id);
  } else {
    unsaved.delete(id);
  }
}

/** Whether leaving would lose something. */
export function hasUnsaved(): boolean {
  return unsaved.size > 0;
}

/** Gives up what is unsaved: the reader wants to leave. */
export function dropUnsaved(): void {
  unsaved.clear();
}

// The browser asks in its own words when the tab is closed or loaded anew.
addEventListener("beforeunload", (event) => {
  if (hasUnsaved()) {
    event.preventDefault();
  }
});
