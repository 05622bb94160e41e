/** What the room says of new circles and of who endorsed them. */
import { t, tn } from "../../language";

export const ENDORSE = {
  title: (circle: string) => t("Endorse a new circle: %(circle)s", { circle }),
  why: t("A new circle gets no reports until somebody outside it has made sure that its people are real. A steward cannot do that. You can."),
  who: t("Call these people, or meet them. Do it only with people whose voice or face you know:"),
  compare: t("Ask each of them to read the six words of their circle’s key on their own screen. They must be these:"),
  compared: (circle: string) => t("I know the people of %(circle)s and spoke to each of them, and the words are the same", { circle }),
  compareFirst: t("Compare the words first, then tick the box."),
  act: t("Endorse this circle"),
  acting: t("Vouching for their key on this device…"),
  done: (circle: string) => t("%(circle)s is endorsed. It gets reports from now on.", { circle }),
  all: t("Circles that are known here"),
  allLead: t("A circle gets reports if it was here from the start, or if somebody in another circle endorsed it."),
  founded: t("Here from the start"),
  endorsed: (circle: string, day: string) => t("Endorsed by %(circle)s, %(day)s", { circle, day }),
  waits: t("Not endorsed yet: it gets nothing"),
  forged: t("Nobody who holds the key of your circle made this. Do not trust that circle. Tell the other members, and people in other circles."),
  own: t("Nobody in another circle has endorsed this one yet, so it receives nothing. Call somebody there whom you know. Read them these six words. They endorse you in their own circle’s room."),
  notice: (num: number) => tn(num, "%(num)s new circle waits to be endorsed by somebody outside it.", "%(num)s new circles wait to be endorsed by somebody outside them."),
  see: t("See who, and endorse"),
} as const;
