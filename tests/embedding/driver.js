"use strict";

const assert = require("node:assert");
const Module = require("node:module");
const path = require("node:path");

const samples = process.argv[2];
const { helpLink, signedLink } = require(path.join(samples, "help-link.js"));

const facts = { windows: "win11", "program-version": "4.12.1" };
const identity = { email: "sara@example.org", name: 'Sara "the \\ reader" سارا' };
const secret = process.env.READER_2026;
console.log(helpLink("question-marks", facts, "fa"));
console.log(helpLink("0x80070643"));
console.log(signedLink("question-marks", secret, facts, identity, "fa"));
console.log(signedLink("question-marks", secret, facts, identity, "fa"));

// Electron itself is a browser; its place takes what notes what would be opened.
const electron = {
  shell: { openExternal: async (address) => console.log(address) },
  dialog: { showMessageBox: async (asked) => ({ response: asked.buttons.indexOf("Help") }) },
};
const load = Module._load;
Module._load = (name, ...more) => (name === "electron" ? electron : load(name, ...more));
const { helpEntry, handOver } = require(path.join(samples, "help-menu.js"));
const entry = helpEntry(() => "F1-30", {});
assert.equal(entry.accelerator, "F1");
entry.click();
handOver("The setup stopped.", 1603, {});
