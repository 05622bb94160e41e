/** Entry of the worker that reads what somebody writes. */
import { startWorker } from "../writing/worker";

startWorker(globalThis as unknown as DedicatedWorkerGlobalScope);
