/* Is a file that has come the one that was named? Its size and CRC-32, in slices too short to hold up a frame. */
(function (signage) {
  "use strict";

  const LEAST = 16384; // bytes of a slice
  const MOST = 524288;
  const LONG = 4; // ms after which slices get shorter; a frame has 16

  const TABLE = table();

  function table() {
    const made = new Int32Array(256);
    for (let byte = 0; byte < 256; byte += 1) {
      let value = byte;
      for (let bit = 0; bit < 8; bit += 1) {
        value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
      }
      made[byte] = value;
    }
    return made;
  }

  /* Carries a CRC-32 on over more bytes; begin with 0. */
  function crc(before, bytes) {
    let value = ~before;
    for (let place = 0; place < bytes.length; place += 1) {
      value = TABLE[(value ^ bytes[place]) & 255] ^ (value >>> 8);
    }
    return ~value;
  }

  function hex(value) {
    return ("0000000" + (value >>> 0).toString(16)).slice(-8);
  }

  /* A promise of true or false. `steady` is the clock that measures the slices; slow(ms) is told of each. */
  function check(blob, size, crc32, steady, slow) {
    return new Promise((resolve) => {
      if (blob.size !== size) {
        resolve(false);
        return;
      }
      const reader = new FileReader();
      let at = 0;
      let slice = LEAST * 4;
      let sum = 0;
      const next = () => {
        if (at >= size) {
          resolve(hex(sum) === String(crc32).toLowerCase());
          return;
        }
        reader.readAsArrayBuffer(blob.slice(at, at + slice));
      };
      reader.onload = () => {
        const began = steady();
        sum = crc(sum, new Uint8Array(reader.result));
        at += reader.result.byteLength;
        const took = steady() - began;
        if (slow) {
          slow(took);
        }
        slice = took > LONG ? Math.max(LEAST, slice / 2) : took < LONG / 4 ? Math.min(MOST, slice * 2) : slice;
        if (reader.result.byteLength) {
          window.setTimeout(next, 0); // let a frame and a touch pass
        } else {
          resolve(false);
        }
      };
      reader.onerror = () => resolve(false);
      next();
    });
  }

  signage.crc = (bytes) => hex(crc(0, bytes));
  signage.check = check;
})((window.signage = window.signage || {}));
