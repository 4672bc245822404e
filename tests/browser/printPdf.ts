import type { Browser } from '@playwright/test'

/** A PDF as an office prints it, a page for each text, with the letters that it needs in it. */
export async function printPdf(browser: Browser, pages: readonly string[], size = 48): Promise<Buffer> {
  const printer = await browser.newPage()
  await printer.setContent(
    pages.map((text) => `<section style="break-after:page;font:${size}px serif">${text}</section>`).join(''),
  )
  const content = await printer.pdf({ format: 'A4' })
  await printer.close()
  return content
}
