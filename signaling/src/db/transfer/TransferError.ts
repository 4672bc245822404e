/** A backup, restore or move that did not happen. The message is for the person who asked; nothing was changed. */
export class TransferError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'TransferError'
  }
}

/** Tells a person how far it is. */
export type Progress = (line: string) => void
