// The small sum for browsers, done while the form is filled in. Only where the setting asks for it.
import "./vendor/altcha.min.js";

const worker = new URL("./vendor/altcha-pbkdf2.js", import.meta.url);
globalThis.$altcha.algorithms.set("PBKDF2/SHA-256", () => new Worker(worker));
