import { lingui } from "@lingui/vite-plugin";
import { defineConfig } from "vitest/config";

// The pages, and where each is built to: a folder of the process that serves it, whose template reads the manifest.
const FOLDERS: Record<string, string> = { phone: "../bot/simulator/static", console: "../bot/console/static" };

export default defineConfig(({ mode }) => ({
  plugins: [lingui()],
  // Addresses in built files are relative to these, so that they work below whatever path serves them.
  base: "./",
  build: {
    outDir: FOLDERS[mode] ?? "dist",
    emptyOutDir: true,
    manifest: "manifest.json",
    // A font inside a style sheet would be loaded by everybody, and the pages' policy forbids it.
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: { [mode]: `src/${mode}/main.tsx`, ...(mode === "console" && { worker: "src/console/worker/worker.ts" }) },
    },
    // react-dom and React Aria stand in one; frontend/sizes.mjs has the limits.
    chunkSizeWarningLimit: 900,
  },
  test: { include: ["tests/**/*.test.{ts,tsx}"], setupFiles: ["tests/complaints.ts"] },
}));
