/** For how many seconds a secret that was replaced goes on working: not at all, an hour, a day, a week. */
export const OVERLAPS = ["0", "3600", "86400", "604800"] as const;

export type Overlap = (typeof OVERLAPS)[number];
