/** The address at which one signs in, and from which one comes back to another address of the console. */
export function signInPath(returnTo: string): string {
  return returnTo === "/" ? "/sign-in" : `/sign-in?return=${encodeURIComponent(returnTo)}`;
}

/** Where to go on to from such an address: of this console, never of another host. */
export function returnToOf(search: string): string {
  const path = new URLSearchParams(search).get("return");
  return path !== null && /^\/(?![/\\])/.test(path) ? path : "/";
}
