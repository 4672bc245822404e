import { foldText } from '@diem-cau/signaling-contract'
import { guessText } from './guessText.ts'

type Words = { readonly vi: string; readonly en: string }

/** Excel writes these where a formula went wrong, or a column was too narrow. */
const EXCEL_ERROR = /^#(?:N\/A|REF!|NAME\?|VALUE!|DIV\/0!|NUM!|NULL!|SPILL!|CALC!|#+)$/
const NOT_UTF8 = '\uFFFD'

/**
 * Finds why a cell cannot be what somebody meant, and what it should probably be; null when nothing is to be seen.
 * @param isText words for people, in which letters may have gone wrong
 */
export function brokenCell(cell: string, isText: boolean): Words | null {
  if (cell.includes(NOT_UTF8)) {
    return {
      vi: 'Chữ bị hỏng: tệp không ở bảng mã UTF-8. Hãy nhập thẳng tệp Excel (.xlsx), hoặc trong Excel lưu với kiểu “CSV UTF-8”.',
      en: 'Broken characters: the file is not UTF-8. Bring the Excel file (.xlsx) itself, or save it as “CSV UTF-8”.',
    }
  }
  if (EXCEL_ERROR.test(cell))
    return {
      vi: 'Ô này là một lỗi của Excel. Hãy sửa công thức hoặc gõ lại nội dung.',
      en: 'This is an error of Excel. Mend the formula or type the text.',
    }
  if (!isText) return null
  const guess = guessText(cell)
  if (guess === null) return null
  return guess.from === 'UTF-8'
    ? {
        vi: `Chữ bị mã hóa hai lần. Có lẽ là “${guess.text}”. Hãy nhập thẳng tệp Excel (.xlsx) hoặc tệp CSV gốc.`,
        en: `The text was encoded twice. It is probably “${guess.text}”. Bring the Excel file (.xlsx) or the original CSV.`,
      }
    : {
        vi: `Chữ dùng bảng mã cũ ${guess.from}. Có lẽ là “${guess.text}”. Hãy chuyển tệp sang Unicode rồi nhập lại.`,
        en: `The text is in the old encoding ${guess.from}. It is probably “${guess.text}”. Convert the file to Unicode and try again.`,
      }
}

/** A question mark within a word stands for a letter that a program could not write. @param known what is on record, if anything */
export function lostLetters(cell: string, known: string | undefined): Words | null {
  if (!/\p{L}\?|\?\p{L}/u.test(cell)) return null
  const pattern = cell
    .split(/(\?+)/)
    .map((part) => (part.startsWith('?') ? `.{1,${part.length}}` : escaped(part)))
    .join('')
  const guess = known !== undefined && new RegExp(`^${pattern}$`, 'u').test(known) ? known : null
  return {
    vi: `Có chữ bị mất, chỉ còn dấu hỏi (?).${guess === null ? '' : ` Có lẽ là “${guess}”.`} Hãy nhập thẳng tệp Excel (.xlsx), hoặc trong Excel lưu với kiểu “CSV UTF-8”.`,
    en: `Letters were lost; there are question marks instead.${guess === null ? '' : ` It is probably “${guess}”.`} Bring the Excel file (.xlsx) itself, or save it as “CSV UTF-8”.`,
  }
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** A name that is on record with its accents, and comes without some. Nothing else about it is new. */
export function lostAccents(cell: string, known: string | undefined): Words | null {
  const marks = (text: string) => text.normalize('NFD').match(/\p{M}|[đĐ]/gu)?.length ?? 0
  if (known === undefined || foldText(cell) !== foldText(known) || marks(cell) >= marks(known)) return null
  return {
    vi: `Tên trong tệp thiếu dấu so với tên đang dùng. Có lẽ là “${known}”.`,
    en: `The name in the file has fewer accents than the one in use. It is probably “${known}”.`,
  }
}

/** Excel takes a telephone number for a number. `problem`: it cannot be got back. */
export function changedPhone(cell: string): (Words & { readonly problem: boolean }) | null {
  if (/^[+-]?\d+(?:[.,]\d+)?E[+-]?\d+$/i.test(cell)) {
    return {
      problem: true,
      vi: 'Excel đã đổi số điện thoại thành dạng khoa học nên mất chữ số. Hãy định dạng cột là Văn bản (Text), gõ lại số rồi lưu.',
      en: 'Excel turned the telephone number into scientific notation, and digits are lost. Format the column as Text, type the number again and save.',
    }
  }
  if (/^[2-9]\d{8}$/.test(cell)) {
    return {
      problem: false,
      vi: `Số điện thoại có lẽ mất số 0 ở đầu. Có lẽ là “0${cell}”.`,
      en: `The telephone number has probably lost its leading 0. It is probably “0${cell}”.`,
    }
  }
  return null
}
