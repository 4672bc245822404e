import type { Sheet } from '../pdf/officialSheet.ts'

/** Room for the signature itself: certificates with their chain and a signature are 4 to 8 kB. */
export const SIGNATURE_BYTES = 16_384

/** The numbers are put here afterwards, because they are known only when the file is. */
export const RANGE_PLACE = '**********'

type Reference = { readonly data: Record<string, unknown>; end(): void }

/** pdfkit makes forms, but none for signatures: this is where it keeps the one that it makes. */
type WithForm = Sheet & {
  readonly _root: { readonly data: { readonly AcroForm: Reference & { readonly data: { Fields: unknown[] } } } }
}

/**
 * An empty signature in the file (ISO 32000-1, 12.8): the field that names it, and the room that {@link signPdf} fills.
 * It shows nothing by itself: that it is signed is said in the text.
 */
export function addSignaturePlace(
  sheet: Sheet,
  { signer, reason, now }: { signer: string; reason: string; now: number },
): void {
  const signature = sheet.ref({
    Type: 'Sig',
    Filter: 'Adobe.PPKLite',
    SubFilter: 'ETSI.CAdES.detached',
    ByteRange: [0, RANGE_PLACE, RANGE_PLACE, RANGE_PLACE],
    Contents: Buffer.alloc(SIGNATURE_BYTES),
    Name: literal(signer),
    Reason: literal(reason),
    M: new Date(now),
  })
  const widget = sheet.ref({
    Type: 'Annot',
    Subtype: 'Widget',
    FT: 'Sig',
    Rect: [0, 0, 0, 0],
    V: signature,
    T: literal('Signature1'),
    // Printed, and locked.
    F: 132,
    P: sheet.page.dictionary,
  })
  sheet.font('regular').initForm()
  // oxlint-disable-next-line no-underscore-dangle -- its name
  const { AcroForm } = (sheet as WithForm)._root.data
  // Signed, and to be added to only; no reader shall draw anything anew.
  Object.assign(AcroForm.data, { SigFlags: 3, NeedAppearances: undefined })
  AcroForm.data.Fields.push(widget)
  sheet.page.annotations.push(widget)
  signature.end('')
  widget.end('')
}

/** Makes text for pdfkit, to which a plain string is a name. */
// oxlint-disable-next-line no-new-wrappers
const literal = (text: string) => new String(text)
