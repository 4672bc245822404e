/**
 * The reason why a paper cannot be shown. `damaged`: it is not what it says it is. `password`: it is locked.
 * `tooLarge`: it is beyond what a browser can hold. `notConverted`: it is an Office paper without a PDF. `gone`: it was
 * removed, or is not for this person.
 */
export type PaperProblem = 'damaged' | 'password' | 'tooLarge' | 'notConverted' | 'gone' | 'failed'

export class PaperFailed extends Error {
  readonly problem: PaperProblem

  constructor(problem: PaperProblem, cause?: unknown) {
    super(problem, { cause })
    this.name = 'PaperFailed'
    this.problem = problem
  }
}
