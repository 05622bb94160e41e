/** The one cipher suite: MLKEM768-X25519, HKDF-SHA256, AES-256-GCM (RFC 9180, draft-ietf-hpke-pq).
 *
 * HKDF and AES are the browser's own; the hybrid KEM is JavaScript, no WebAssembly.
 */
import { KEM_MLKEM768_X25519 } from "@panva/hpke-noble";
import { AEAD_AES_256_GCM, CipherSuite, KDF_HKDF_SHA256 } from "hpke";

export const SUITE = new CipherSuite(KEM_MLKEM768_X25519, KDF_HKDF_SHA256, AEAD_AES_256_GCM);
