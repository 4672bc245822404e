/**
 * `timeout`: took too long. `crashed`: ended badly, or went beyond its memory. `refused`: ended well without a PDF, as with a
 * password. `notPdf`: made something else. `tooLarge`: the PDF is larger than any paper.
 */
export type ConversionProblem = 'timeout' | 'crashed' | 'refused' | 'notPdf' | 'tooLarge'

export class ConversionFailed extends Error {
  readonly problem: ConversionProblem

  constructor(problem: ConversionProblem, detail: string) {
    super(`${problem}: ${detail}`)
    this.name = 'ConversionFailed'
    this.problem = problem
  }
}
