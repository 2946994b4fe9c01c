// Help in an Electron program: F1, the entry of the menu, and errors. Belongs to the main process.
"use strict";

const { dialog, shell } = require("electron");
const { helpLink } = require("./help-link.js");

// An entry for the menu "Help". `helpId` says what is on the screen, such as "F1-30".
function helpEntry(helpId, facts) {
  return { label: "Help", accelerator: "F1", click: () => shell.openExternal(helpLink(helpId(), facts)) };
}

// An error with a number leads to the guide for it, if the customer wants that.
async function handOver(message, code, facts) {
  const asked = { type: "error", message, buttons: ["Help", "Close"], cancelId: 1 };
  const { response } = await dialog.showMessageBox(asked);
  if (response === 0) await shell.openExternal(helpLink(String(code), facts));
}

module.exports = { helpEntry, handOver };
