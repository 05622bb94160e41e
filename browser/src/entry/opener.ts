/** Entry of the worker that opens a page of reports. */
import { startOpening } from "../staff/opening-worker";

startOpening(globalThis as unknown as DedicatedWorkerGlobalScope);
