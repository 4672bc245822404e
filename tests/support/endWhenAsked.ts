/**
 * For a bench that drives browsers: asked to end, Playwright closes them and lets the process go on. What a bench has set up on the machine is taken
 * down when its process exits, whatever of.
 */
export function endWhenAsked(): void {
  for (const [signal, number] of [
    ['SIGHUP', 1],
    ['SIGTERM', 15],
  ] as const)
    process.once(signal, () => process.exit(128 + number))
}
