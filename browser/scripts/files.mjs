/** Names, digests and compressed siblings: pure functions of a file's bytes. */
import { createHash } from "node:crypto";
import { extname } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const COMPRESSIBLE = new Set([".js", ".css", ".svg", ".json", ".txt"]);

/** "favicon.svg" -> "favicon-1A2B3C4D.svg": eight characters of the contents' digest. */
export function hashedName(logical, bytes) {
  const digest = createHash("sha256").update(bytes).digest("hex").slice(0, 8).toUpperCase();
  const extension = extname(logical);
  return `${logical.slice(0, logical.length - extension.length)}-${digest}${extension}`;
}

/** Subresource Integrity, https://www.w3.org/TR/sri-2/ */
export function integrityOf(bytes) {
  return `sha384-${createHash("sha384").update(bytes).digest("base64")}`;
}

export function isCompressible(name) {
  return COMPRESSIBLE.has(extname(name));
}

/** The .br and .gz siblings. Only public files are ever compressed: they hold no secret a length could betray. */
export function packed(name, bytes) {
  const quality = {
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  return [
    { name: `${name}.br`, bytes: brotliCompressSync(bytes, { params: quality }) },
    { name: `${name}.gz`, bytes: gzipSync(bytes, { level: 9 }) },
  ];
}
