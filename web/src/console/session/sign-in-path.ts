/** The address at which one signs in, and from which one comes back to another address of the console. */
export function signInPath(returnTo: string): string {
  return returnTo === "/" ? "/sign-in" : `/sign-in?return=${encodeURIComponent(returnTo)}`;
}

/** Where to go on to from such an address: of this console, never of another host, and not to sign in once more. */
export function returnToOf(search: string): string {
  const asked = new URLSearchParams(search).get("return");
  if (asked === null || !asked.startsWith("/") || !URL.canParse(asked, location.origin)) {
    return "/";
  }
  // As the browser reads it, which passes over tabs and takes a backslash for a slash.
  const { origin, pathname, search: query, hash } = new URL(asked, location.origin);
  const isOurs = origin === location.origin && !pathname.startsWith("//") && !/^\/sign-in(\/|$)/.test(pathname);
  return isOurs ? pathname + query + hash : "/";
}
