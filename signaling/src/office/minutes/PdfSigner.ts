/** Signs a PDF that has room for a signature, with the office's certificate. */
export interface PdfSigner {
  /** Name of the certificate's holder. */
  readonly name: string
  /** @param now of the signature, milliseconds since the epoch */
  sign(pdf: Buffer, now: number): Promise<Buffer>
}
