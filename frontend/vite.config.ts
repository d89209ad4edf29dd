import { defineConfig } from "vitest/config";

// The page is a Jinja template of the simulator; the manifest tells it the hashed names.
export default defineConfig({
  base: "/phone/static/",
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    outDir: "../bot/simulator/static",
    emptyOutDir: true,
    manifest: "manifest.json",
    rollupOptions: { input: "src/main.tsx" },
  },
  test: { include: ["tests/**/*.test.{ts,tsx}"] },
});
