import { tool } from "@/bin/checks/tool";
import { command, EXIT } from "@/bin/command";

await command({
  help: `
npm run format

Formats every file, sorts imports, and repairs what the linter can repair by itself.
`,
  options: {},
  run: async ({ stop }) => {
    const { ok } = await tool("node_modules/@biomejs/biome/bin/biome", ["check", "--write", "."], stop, {
      follow: true,
    });
    return ok ? EXIT.ok : EXIT.failed;
  },
});
