import { FluentResource } from "@fluent/bundle";

/** Fluent's files, as they are, read. */
export function resourcesOf(files: Record<string, string>): readonly FluentResource[] {
  return Object.values(files).map((file) => new FluentResource(file));
}
