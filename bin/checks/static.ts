import { type Step, tool } from "@/bin/checks/tool";

/** Checks that run nothing of the portal. Layers ("who may import whom") are lint rules: biome.json. */
export const STATIC_STEPS: Step[] = [
  { name: "lint", run: (stop) => tool("node_modules/@biomejs/biome/bin/biome", ["ci", "--colors=off", "."], stop) },
  {
    name: "types",
    run: async (stop) => {
      // Types of the routes, which a fresh clone does not have yet.
      const routes = await tool("node_modules/next/dist/bin/next", ["typegen"], stop);
      if (!routes.ok) return routes;
      return tool("node_modules/typescript/bin/tsc", ["--noEmit"], stop);
    },
  },
  { name: "dead code", run: (stop) => tool("node_modules/knip/bin/knip.js", ["--no-progress"], stop) },
];
