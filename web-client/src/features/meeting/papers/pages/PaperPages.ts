export interface PageSize {
  readonly width: number
  readonly height: number
}

/** A paper that is open: its pages are drawn when they are needed. The code that opened it closes it. */
export interface PaperPages {
  /** The number of pages, at least 1. */
  readonly count: number
  /** Resolves with the page's size in units of its own. @throws PaperFailed */
  size(page: number): Promise<PageSize>
  /** Draws all of a page over the canvas, as large as that is. Ends early without an error when aborted. @throws PaperFailed */
  draw(page: number, canvas: HTMLCanvasElement, signal: AbortSignal): Promise<void>
  /** Reads the text of a page, for those who do not see it; '' when it is a picture. */
  text(page: number): Promise<string>
  close(): void
}
