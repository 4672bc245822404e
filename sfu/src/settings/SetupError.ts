/**
 * The node cannot run as it is set up, and a person has to change something: which setting, and what to
 * do, is in the message. main.ts exits with 78 (EX_CONFIG of sysexits.h) on it.
 */
export class SetupError extends Error {
  /** Name of the environment variable to look at. */
  readonly setting: string

  constructor(setting: string, message: string, options?: ErrorOptions) {
    super(`${setting}: ${message}`, options)
    this.name = 'SetupError'
    this.setting = setting
  }
}
