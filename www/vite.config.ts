// How the page is built: for a server into `dist/`, and as one file that works from disk into `dist/onefile/`.
//
// Both carry a Content-Security-Policy in the page itself, so that whoever serves it cannot forget it. `connect-src 'none'`
// is what makes the promise that nothing leaves the browser one that anybody can check. The worker is a blob, since a blob
// stands under the policy of the page that made it and a file of its own would not.

import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin } from "vite";

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

function policy(scripts: string, styles: string): string {
  return [
    "default-src 'none'",
    "connect-src 'none'",
    `script-src ${scripts} 'wasm-unsafe-eval'`,
    `style-src ${styles}`,
    "worker-src blob:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

function withPolicy(html: string, content: string): string {
  return html.replace('<meta charset="utf-8" />', `<meta charset="utf-8" />\n    <meta http-equiv="Content-Security-Policy" content="${content}" />`);
}

/** The policy of the page on a server. */
function served(): Plugin {
  return {
    name: "policy",
    apply: "build",
    transformIndexHtml: { order: "post", handler: (html) => withPolicy(html, policy("'self'", "'self'")) },
  };
}

/** Puts script and style into the page, and their hashes into its policy. */
function oneFile(): Plugin {
  return {
    name: "one-file",
    apply: "build",
    enforce: "post",
    generateBundle(_, bundle) {
      const page = Object.values(bundle).find((file) => file.fileName === "index.html");
      if (page?.type !== "asset") throw new Error("there is no page to put the rest into");
      const [scripts, styles] = [take(bundle, ".js"), take(bundle, ".css")];
      if (scripts.length !== 1 || styles.length !== 1) throw new Error("the page is to have one script and one style");
      // What would end the element early is spelled otherwise, which means the same in both languages.
      const script = scripts[0]!.replaceAll("</script", "<\\/script").replaceAll("<!--", "<\\!--");
      const html = String(page.source)
        .replace(/\s*<script type="module"[^>]*><\/script>/, "")
        .replace(/\s*<link rel="(?:stylesheet|modulepreload)"[^>]*>/g, "");
      const [head, rest] = withPolicy(html, policy(hash(script), hash(styles[0]!))).split("</head>") as [string, string];
      page.source = `${head}<style>${styles[0]!}</style>\n</head>${rest.replace("</body>", () => `<script type="module">${script}</script>\n</body>`)}`;
      page.fileName = "webhook-debugger.html";
    },
  };
}

function take(bundle: Record<string, { fileName: string; type: string }>, ending: string): string[] {
  const files = Object.values(bundle).filter(({ fileName }) => fileName.endsWith(ending));
  for (const { fileName } of files) delete bundle[fileName];
  return files.map((file) => ("code" in file ? String(file.code) : String((file as unknown as { source: unknown }).source)));
}

function hash(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}

export default defineConfig(({ mode }) => {
  const isOneFile = mode === "onefile";
  return {
    base: "./",
    plugins: isOneFile ? [oneFile()] : [served()],
    resolve: {
      alias: { "#reference": path("../pkg/generated/reference.js") },
      conditions: ["browser", "module", "default"],
    },
    server: { fs: { allow: [path("..")] } },
    build: {
      target: "es2022",
      outDir: isOneFile ? "dist/onefile" : "dist",
      emptyOutDir: true,
      assetsInlineLimit: 0,
      modulePreload: false,
      chunkSizeWarningLimit: 4_000,
      reportCompressedSize: false,
      rollupOptions: { input: isOneFile ? path("index.html") : { index: path("index.html"), reference: path("reference.html") } },
    },
    worker: { format: "iife" },
    test: { include: ["test/**/*.test.ts"] },
  };
});
