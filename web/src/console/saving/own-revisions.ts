/** The revisions that this page made beside the settings, such as those of keys. */
const own = new Set<number>();

/** Notes a revision of this page's, which is no news to its reader. */
export function noteOwnRevision(number: number): void {
  own.add(number);
}

/** Whether this page made the revision. */
export function isOwnRevision(number: number): boolean {
  return own.has(number);
}

/** Another caller comes, perhaps of another account, whose revisions have the same numbers. */
export function forgetOwnRevisions(): void {
  own.clear();
}
