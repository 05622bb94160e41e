/** What the room can show, and what every part of it is given to work with. */
import type { Source } from "../worker-script";
import type { Choice, CircleName, CodedReport, Me, Shelf } from "./answers";
import type { StaffApi } from "./api";
import type { Engine } from "./engine";
import type { Keyring } from "./keyring";
import type { Lists } from "./lists";
import type { Words } from "./opening-worker";

export interface QueueStep {
  readonly kind: "queue";
  readonly circle: CircleName;
  readonly shelf: Shelf;
  /** The mark this page comes after, "" for the first; and the marks of the pages before it. */
  readonly after: string;
  readonly trail: readonly string[];
  /** The report somebody came back from: the focus returns to its row. */
  readonly from?: string;
}

export interface ReportStep {
  readonly kind: "report";
  readonly circle: CircleName;
  readonly report: CodedReport;
  /** What was chosen and marked, and is not saved yet. */
  readonly unsaved: Choice | undefined;
}

export interface SecondStep {
  readonly kind: "second";
  readonly circle: CircleName;
  /** The report that is read second; none: the list of them. */
  readonly report: CodedReport | undefined;
}

export interface ThemesStep {
  readonly kind: "themes";
  readonly circle: CircleName;
  readonly theme: string | undefined;
  /** The report somebody came from to begin a theme with. */
  readonly begins?: CodedReport;
}

export interface PeopleStep {
  readonly kind: "people";
  readonly circle: CircleName;
}

/** A circle whose key this member waits for. */
export interface WaitingStep {
  readonly kind: "waiting";
  readonly circle: CircleName;
}

export type Step = QueueStep | ReportStep | SecondStep | ThemesStep | PeopleStep | WaitingStep;

export interface Member {
  readonly me: Me;
  readonly lists: Lists;
  readonly keyring: Keyring;
}

/** The room as one of its parts sees it. */
export interface Here {
  readonly api: StaffApi;
  readonly member: Member;
  /** Words of reports that are open, by report; forgotten whenever the room is locked. */
  readonly opened: Map<string, Words>;
  readonly opener: Source;
  readonly engine: Engine;
  /** Circles whose standby keys are being made just now. */
  readonly preparing: Set<string>;
  /** Show another step; `done` is said once it is there. */
  go(step: Step, done?: string): void;
  /** Put something else in the place of the step that is shown, without showing it again. */
  keep(step: Step): void;
  /** A circle's key has come to whom it was waited for: show its queue. */
  arrive(me: Me, circle: CircleName, done?: string): void;
  again(): void;
  back(): void;
  lock(): void;
  tell(sentence: string): void;
  /** Whether a step is still the one that is shown: whoever waited must ask. */
  isHere(step: Step): boolean;
}

export function firstPage(circle: CircleName, shelf: Shelf = "new"): QueueStep {
  return { kind: "queue", circle, shelf, after: "", trail: [] };
}
