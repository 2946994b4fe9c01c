// Links into the help site from the main process of an Electron program, or from any server in Node.js.
"use strict";

const crypto = require("node:crypto");

const SITE = "https://help.example.org";
const PRODUCT = "reader";
const KEY_ID = "reader-2026";
const SECONDS = 300; // how long a token is good; ten minutes are the most

// An address for a help id, an error code or a tree. Needs no secret: the customer can change what it says.
function helpLink(context, facts = {}, language = "") {
  const query = new URLSearchParams(facts);
  if (language) query.set("lang", language);
  const said = query.toString();
  return `${SITE}/go/${encodeURIComponent(context)}${said ? `?${said}` : ""}`;
}

// The same with a token. Call it where the secret is safe, on a server of yours; it opens once.
function signedLink(context, secret, facts = {}, identity = {}, language = "") {
  return helpLink(context, { ctx: token(secret, facts, identity) }, language);
}

// A JSON Web Token, HS256.
function token(secret, facts, identity) {
  const header = { alg: "HS256", typ: "JWT", kid: KEY_ID };
  const claims = {
    iss: PRODUCT,
    aud: SITE,
    exp: Math.floor(Date.now() / 1000) + SECONDS,
    jti: crypto.randomUUID(),
    facts,
    identity,
  };
  const said = [header, claims].map((part) => encoded(JSON.stringify(part))).join(".");
  return `${said}.${encoded(crypto.createHmac("sha256", secret).update(said).digest())}`;
}

function encoded(part) {
  return Buffer.from(part).toString("base64url");
}

module.exports = { helpLink, signedLink };
