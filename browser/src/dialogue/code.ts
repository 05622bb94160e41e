/** The QR code maker, as one chunk that is there before anybody asks for it. */
import { generate } from "lean-qr";
import { toSvg } from "lean-qr/extras/svg";

/** A text as a QR code, drawn here. */
export function pictureOf(text: string): SVGElement {
  return toSvg(generate(text), document);
}
