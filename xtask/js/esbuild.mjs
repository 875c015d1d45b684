// esbuild, from where the project keeps its npm packages. Node looks for packages beside the importing file, and there
// are none beside this one.

import { createRequire } from "node:module";

const require = createRequire(new URL("../../tests/package.json", import.meta.url));

export const esbuild = require("esbuild");
