import { isVietnamese } from './isVietnamese.ts'

/** `from`: what its letters were written in. */
export type Guess = { readonly from: 'UTF-8' | 'TCVN3' | 'VNI'; readonly text: string }

/**
 * Guesses what a text was before a program took its bytes for those of another encoding; null when it is fine as it is. It guesses only at
 * text with a word that is none, and only when all becomes words of Vietnamese: names of other languages are left alone.
 */
export function guessText(written: string): Guess | null {
  // A text that was taken for Western European has none of the letters that only Unicode has.
  const text = written.normalize('NFC')
  if (!/[\u0080-\uffff]/.test(text) || Array.from(text).some((sign) => byteOf.get(sign) === undefined)) return null
  const utf8 = fromUtf8(text)
  if (utf8 !== null) return { from: 'UTF-8', text: utf8 }
  if (foreignWords(text).every(isVietnamese)) return null
  for (const [from, decoded] of [
    ['VNI', fromVni(text)],
    ['TCVN3', fromTcvn3(text)],
  ] as const) {
    if (decoded !== text && foreignWords(decoded).every(isVietnamese)) return { from, text: decoded }
  }
  return null
}

/** Those that have more than plain letters. */
function foreignWords(text: string): string[] {
  return text.split(/[\s\-–,.;:()/&'"]+/).filter((word) => /[^\x20-\x7e]/.test(word))
}

/** Windows-1252: what Western programs take bytes for. */
const byteOf = new Map(
  Array.from(
    { length: 256 },
    (_, byte) => [new TextDecoder('windows-1252').decode(Uint8Array.of(byte)), byte] as const,
  ).concat(
    // Its holes are the controls of Latin-1.
    Array.from({ length: 32 }, (_, at) => [String.fromCharCode(0x80 + at), 0x80 + at] as const),
  ),
)

function fromUtf8(text: string): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true })
      .decode(Uint8Array.from(text, (sign) => byteOf.get(sign) ?? 0))
      .normalize('NFC')
  } catch {
    return null
  }
}

/** TCVN 5712:1993, VN3 ("ABC"), from A1 on; a dot is no letter. */
const VN3 = 'ĂÂÊÔƠƯĐăâêôơưđ......àảãáạ.ằẳẵắ.......ặầẩẫấậè.ẻẽéẹềểễếệìỉ...ĩíịò.ỏõóọồổỗốộờởỡớợù.ủũúụừửữứựỳỷỹýỵ'
const tcvn3 = new Map(
  Array.from(VN3).flatMap((letter, at) => (letter === '.' ? [] : [[String.fromCharCode(0xa1 + at), letter] as const])),
)

function fromTcvn3(text: string): string {
  return Array.from(text, (sign) => tcvn3.get(sign) ?? sign).join('')
}

/** VNI for Windows: a letter, and a second one for its mark. */
const MARKS: Readonly<Record<string, string>> = {
  ù: '\u0301',
  ø: '\u0300',
  û: '\u0309',
  õ: '\u0303',
  ï: '\u0323',
  â: '\u0302',
  á: '\u0302\u0301',
  à: '\u0302\u0300',
  å: '\u0302\u0309',
  ã: '\u0302\u0303',
  ä: '\u0302\u0323',
  ê: '\u0306',
  é: '\u0306\u0301',
  è: '\u0306\u0300',
  ú: '\u0306\u0309',
  ü: '\u0306\u0303',
  ë: '\u0306\u0323',
}
const ALONE: Readonly<Record<string, string>> = { ö: 'ư', ô: 'ơ', ñ: 'đ', æ: 'ỉ', ó: 'ĩ', ò: 'ị', î: 'ỵ' }
const capitals = (letters: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(letters).map(([sign, letter]) => [sign.toUpperCase(), letter.toUpperCase()]))
const alone = { ...ALONE, ...capitals(ALONE) }

function fromVni(text: string): string {
  return text
    .replaceAll(
      /([aeouyôö])([ùøûõïâáàåãäêéèúüë])/gi,
      (_, letter: string, mark: string) => `${alone[letter] ?? letter}${MARKS[mark.toLowerCase()] ?? ''}\ue000`,
    )
    .replaceAll(/[öôñæóòî](?!\ue000)/gi, (sign) => alone[sign] ?? sign)
    .replaceAll('\ue000', '')
    .normalize('NFC')
}
