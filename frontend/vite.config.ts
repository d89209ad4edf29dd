import { defineConfig } from "vitest/config";

// Each page is a Jinja template of the process that serves it; the manifest tells it the hashed names.
export default defineConfig({
  // Addresses in built files are relative to these, so that they work below whatever path serves them.
  base: "./",
  build: {
    outDir: "../bot/simulator/static",
    emptyOutDir: true,
    manifest: "manifest.json",
    // A font inside a style sheet would be loaded by everybody, and the pages' policy forbids it.
    assetsInlineLimit: 0,
    rollupOptions: { input: { phone: "src/phone/main.tsx" } },
  },
  test: { include: ["tests/**/*.test.{ts,tsx}"], setupFiles: ["tests/complaints.ts"] },
});
