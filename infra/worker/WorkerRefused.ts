import { SetupError } from '../bootstrap/SetupError.mjs'

export type WorkerFault = 'missing' | 'notExecutable' | 'notAWorker' | 'died' | 'timedOut' | 'noMedia'

/** A worker binary was tried and will not be used. The message says which, why and what to do. */
export class WorkerRefused extends SetupError {
  readonly fault: WorkerFault

  constructor(fault: WorkerFault, path: string, detail: string) {
    super(`The media worker ${path} is refused: ${detail}`)
    this.name = 'WorkerRefused'
    this.fault = fault
  }
}
