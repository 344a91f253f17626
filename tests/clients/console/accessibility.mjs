// What axe finds on every view: nothing, in both themes, wide and narrow.
// Usage: node console/accessibility.mjs URL [TITLE]

import { accessible, ready, run, VIEWS } from "./harness.mjs";

const stories = ["light", "dark"].map((scheme) => [
  `axe finds nothing on any view in the ${scheme} theme`,
  async (the) => {
    for (const width of [1440, 360]) {
      const stranger = await the.visitor({ scheme, width, path: "/sign-in" });
      await ready(stranger);
      await accessible(stranger, `sign-in, ${width}`);
      const page = await the.person("ADMIN", { scheme, width });
      for (const path of VIEWS) {
        await page.goto(new URL(path, page.url()).href);
        await ready(page);
        await accessible(page, `${path}, ${width}`);
      }
    }
    const agent = await the.person("AGENT", { scheme });
    await ready(agent);
    await accessible(agent, "an agent's page");
  },
]);

await run(stories);
