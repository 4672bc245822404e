/** Counts over all runners, and the names of what failed. */
export class Tally {
  passed = 0
  skipped = 0
  readonly failures: string[] = []

  add(other: { passed: number; skipped: number; failures: readonly string[] }): void {
    this.passed += other.passed
    this.skipped += other.skipped
    this.failures.push(...other.failures)
  }

  /** The last line of `npm test`; CI reads it. */
  line(): string {
    return `tests: ${this.passed} passed, ${this.failures.length} failed, ${this.skipped} skipped`
  }
}
