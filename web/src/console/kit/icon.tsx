/** The icons, as lines in a square of 24. */
const PATHS = {
  add: "M12 5v14M5 12h14",
  back: "M15 6l-6 6 6 6",
  calendar: "M4 6h16v14H4zM4 10.5h16M8.5 3.5V6M15.5 3.5V6",
  check: "M5 12.5l4.5 4.5L19 7",
  chevron: "M6 9l6 6 6-6",
  close: "M6 6l12 12M18 6L6 18",
  copy: "M9 9h11v11H9zM5 15H4V4h11v1",
  download: "M12 4.5V16M7 11l5 5 5-5M4 19.5h16",
  edit: "M4 20h4L19 9l-4-4L4 16v4zM13.5 6.5l4 4",
  error: "M12 8v5M12 16.5v.01M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z",
  external: "M14 4h6v6M20 4l-9 9M18 14v6H4V6h6",
  forward: "M9 6l6 6-6 6",
  history: "M4 12a8 8 0 1 0 2.5-5.8L4 8.5M4 4v4.5h4.5M12 8v4.5l3 2",
  info: "M12 11v5M12 7.5v.01M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z",
  key: "M7.5 20.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM10.7 12.8L19.5 4M14.5 9l3 3M17.5 6l2.5 2.5",
  language: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM3 12h18M12 3c3 3 3 15 0 18M12 3c-3 3-3 15 0 18",
  menu: "M4 7h16M4 12h16M4 17h16",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20c1-4 4-5.5 7.5-5.5s6.5 1.5 7.5 5.5",
  photo: "M4 6h16v13H4zM4 16l5-5 4 4 3-3 4 4M15.5 9.5v.01",
  place: "M12 21c4-4.5 6.5-8 6.5-11.2a6.5 6.5 0 1 0-13 0C5.5 13 8 16.5 12 21zM12 12.2a2.4 2.4 0 1 0 0-4.8 2.4 2.4 0 0 0 0 4.8z",
  refresh: "M20 12a8 8 0 1 1-2.5-5.8L20 8.5M20 4v4.5h-4.5",
  remove: "M5 7h14M10 7V4.5h4V7M7 7l1 13h8l1-13M10.5 11v5M13.5 11v5",
  search: "M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM16 16l4.5 4.5",
  theme: "M12 3a9 9 0 1 0 0 18zM12 3a9 9 0 0 1 0 18",
  upload: "M12 16V5M7 9.5L12 4.5l5 5M4 19.5h16",
  warning: "M12 10v4M12 17v.01M12 4L2.5 20h19z",
} as const;

/** The name of an icon. */
export type IconName = keyof typeof PATHS;

/** A picture beside a text that says the same: those who hear the page do not miss it. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
