// @ts-check
/** Set-up cannot go on. The message is for a person and says what to do; no stack is shown. */
export class SetupError extends Error {
  /** @param {string} message */
  constructor(message) {
    super(message)
    this.name = 'SetupError'
  }
}
