/* What the program packed (wizard/export/page.py): JSON, deflated, in base 64, with its size and its checksum in front.
   Browsers of old help windows have no DecompressionStream. */
(function (root) {
  "use strict";
  const { RahgoshaInflate: inflate } = root;

  /** Return the checksum of bytes, Adler-32 of RFC 1950. */
  function checksum(bytes) {
    let low = 1,
      high = 0;
    for (let i = 0; i < bytes.length; i++) {
      low = (low + bytes[i]) % 65521;
      high = (high + low) % 65521;
    }
    return high * 65536 + low;
  }

  /** Return the text that was packed; RangeError when a bad disc or copy has changed it, which could not be inflated. */
  function unpacked(text) {
    const [size, sum, packed] = text.trim().split(" "),
      letters = root.atob(packed),
      bytes = new Uint8Array(letters.length);
    for (let i = 0; i < letters.length; i++) bytes[i] = letters.charCodeAt(i);
    if (checksum(bytes) !== Number(sum)) throw new RangeError("this file was damaged: copy it anew");
    return new root.TextDecoder("utf-8").decode(inflate(bytes, new Uint8Array(Number(size))));
  }

  root.RahgoshaPacked = { unpacked };
})(typeof globalThis === "object" ? globalThis : self);
