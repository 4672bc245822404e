import type { MinutesPaper, PaperBlock, PaperTable, Run } from '@diem-cau/signaling-contract/documents'
import { officialMoment } from '@diem-cau/signaling-contract/documents'
import {
  AlignmentType,
  BorderStyle,
  convertMillimetersToTwip,
  Document,
  Header,
  type IParagraphOptions,
  type ISectionOptions,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  WidthType,
} from 'docx'
import type { MinutesSheet } from './MinutesSheet.ts'

/** Decree 30/2020/NĐ-CP, appendix I (see pdf/officialSheet.ts); half points. */
const FONT = 'Times New Roman'
const SIZE = 28
const INDENT = convertMillimetersToTwip(12.7)
const WIDTH = convertMillimetersToTwip(210 - 30 - 15)
const NONE = { style: BorderStyle.NONE, size: 0, color: 'auto' }
const NO_BORDERS = { top: NONE, bottom: NONE, left: NONE, right: NONE, insideHorizontal: NONE, insideVertical: NONE }
const SINGLE = { style: BorderStyle.SINGLE, size: 4, color: '000000' }
const RULE = { style: BorderStyle.SINGLE, size: 6, color: '000000', space: 1 }

/** The same minutes for word processors, so that the office can put its number, date and seal where it does. */
export async function minutesDocx(paper: MinutesPaper, { title, author, signer, now }: MinutesSheet): Promise<Buffer> {
  const foot =
    paper.foot === null
      ? []
      : [
          new Paragraph({
            spacing: { before: 320 },
            border: { top: { style: BorderStyle.SINGLE, size: 4, color: 'auto', space: 4 } },
            children: [new TextRun({ text: paper.foot, italics: true, size: 18 })],
          }),
        ]
  const { appendix } = paper
  const document = new Document({
    title,
    creator: author,
    description: 'Biên bản cuộc họp',
    styles: { default: { document: { run: { font: FONT, size: SIZE, language: { value: 'vi-VN' } } } } },
    sections: [
      section([
        head(paper),
        centred('BIÊN BẢN', { bold: true }, { spacing: { before: 360 } }),
        centred(paper.subject, { bold: true }, { spacing: { before: 40 } }),
        shortRule(WIDTH * 0.375),
        ...(paper.amendment === null
          ? []
          : [centred(paper.amendment, { italics: true, size: 26 }, { spacing: { after: 120 } })]),
        // The last two keep with the signatures: a page of signatures alone could be put under any other.
        ...paper.body.flatMap((item, index) => block(item, index >= paper.body.length - 2)),
        signatures(paper, signer === null ? null : `Ký số: ${signer}, lúc ${officialMoment(now)}`),
        ...(paper.recipients.length === 0
          ? []
          : [
              new Paragraph({
                spacing: { before: 240 },
                keepNext: true,
                children: [new TextRun({ text: 'Nơi nhận:', bold: true, italics: true, size: 24 })],
              }),
              ...paper.recipients.map((text) => new Paragraph({ children: [new TextRun({ text, size: 22 })] })),
            ]),
        ...(appendix ? [] : foot),
      ]),
      ...(appendix
        ? [
            section([
              centred('Phụ lục', { bold: true }),
              centred(appendix.title, { bold: true }),
              centred(`(Kèm theo ${appendix.of})`, { italics: true, size: 26 }, { spacing: { after: 160 } }),
              table(appendix.table),
              ...foot,
            ]),
          ]
        : []),
    ],
  })
  return Packer.toBuffer(document)
}

/** Begins on a page of its own, with numbers of its own from its second page on. */
function section(children: readonly (Paragraph | Table)[]): ISectionOptions {
  return {
    properties: {
      titlePage: true,
      page: {
        size: { width: convertMillimetersToTwip(210), height: convertMillimetersToTwip(297) },
        margin: { top: mm(20), bottom: mm(20), left: mm(30), right: mm(15), header: mm(10) },
        pageNumbers: { start: 1 },
      },
    },
    headers: {
      first: new Header({ children: [new Paragraph('')] }),
      default: new Header({
        children: [
          new Paragraph({
            alignment: AlignmentType.CENTER,
            children: [new TextRun({ children: [PageNumber.CURRENT], size: 26 })],
          }),
        ],
      }),
    },
    children,
  }
}

const mm = convertMillimetersToTwip

type Look = { bold?: boolean; italics?: boolean; size?: number }

const centred = (text: string, look: Look, options: IParagraphOptions = {}) =>
  new Paragraph({ alignment: AlignmentType.CENTER, ...options, children: [new TextRun({ text, ...look })] })

/** A line under the paragraph before, that much narrower than its column on both sides. */
const shortRule = (side: number) =>
  new Paragraph({
    indent: { left: Math.round(side), right: Math.round(side) },
    border: { top: RULE },
    spacing: { before: 40, after: 120, line: 120, lineRule: 'exact' },
    children: [],
  })

function head(paper: MinutesPaper): Table {
  const [left, right] = [WIDTH * 0.43, WIDTH * 0.57]
  return columns(
    [left, right],
    [
      [
        ...(paper.superior === '' ? [] : [centred(paper.superior, { size: 24 })]),
        centred(paper.office, { bold: true, size: 24 }),
        shortRule(left * 0.3),
        centred(paper.number, { size: 26 }),
      ],
      [
        centred('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', { bold: true, size: 24 }),
        centred('Độc lập - Tự do - Hạnh phúc', { bold: true, size: 26 }),
        shortRule(right * 0.22),
        ...(paper.draft ? [centred('DỰ THẢO', { bold: true, italics: true, size: 26 })] : []),
      ],
    ],
  )
}

function signatures(paper: MinutesPaper, signed: string | null): Table {
  const space = () => new Paragraph({ spacing: { before: 900 }, keepNext: true, children: [] })
  const half = WIDTH / 2
  return columns(
    [half, half],
    [
      [
        centred('THƯ KÝ', { bold: true }, { spacing: { before: 240 }, keepNext: true }),
        space(),
        centred(paper.secretary, { bold: true }),
      ],
      [
        centred('CHỦ TỌA', { bold: true }, { spacing: { before: 240 }, keepNext: true }),
        ...(signed === null ? [] : [centred(signed, { italics: true, size: 20 }, { keepNext: true })]),
        space(),
        centred(paper.chair, { bold: true }),
      ],
    ],
  )
}

/** Side by side, and never torn apart over two pages. */
function columns(widths: readonly number[], cells: readonly Paragraph[][]): Table {
  return new Table({
    width: { size: WIDTH, type: WidthType.DXA },
    columnWidths: widths.map(Math.round),
    layout: TableLayoutType.FIXED,
    borders: NO_BORDERS,
    rows: [
      new TableRow({
        cantSplit: true,
        children: cells.map(
          (children, index) =>
            new TableCell({
              width: { size: Math.round(widths[index] ?? 0), type: WidthType.DXA },
              margins: { left: 40, right: 40 },
              children,
            }),
        ),
      }),
    ],
  })
}

function block(item: PaperBlock, keepsWithNext: boolean): (Paragraph | Table)[] {
  if (item.kind === 'table') return [table(item)]
  return [
    new Paragraph({
      alignment: AlignmentType.JUSTIFIED,
      indent: { firstLine: INDENT },
      spacing: { before: 60, after: 60, line: 276 },
      ...(item.heading === true || keepsWithNext ? { keepNext: true, widowControl: true } : {}),
      children: item.runs.map(run),
    }),
  ]
}

const run = ({ text, bold, italic }: Run) =>
  new TextRun({ text, ...(bold === true ? { bold } : {}), ...(italic === true ? { italics: true } : {}) })

function table({ columns: heads, rows }: PaperTable): Table {
  const widths = heads.map(({ share }) => Math.round(WIDTH * share))
  const cell = (text: string, index: number, bold: boolean) =>
    new TableCell({
      width: { size: widths[index] ?? 0, type: WidthType.DXA },
      margins: { left: 80, right: 80, top: 40, bottom: 40 },
      children: [
        new Paragraph({
          alignment: bold || heads[index]?.centred === true ? AlignmentType.CENTER : AlignmentType.LEFT,
          children: [new TextRun({ text, bold, size: 23 })],
        }),
      ],
    })
  return new Table({
    width: { size: WIDTH, type: WidthType.DXA },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    borders: {
      top: SINGLE,
      bottom: SINGLE,
      left: SINGLE,
      right: SINGLE,
      insideHorizontal: SINGLE,
      insideVertical: SINGLE,
    },
    rows: [
      new TableRow({
        tableHeader: true,
        cantSplit: true,
        children: heads.map(({ title }, index) => cell(title, index, true)),
      }),
      ...rows.map(
        (cells) => new TableRow({ cantSplit: true, children: cells.map((text, index) => cell(text, index, false)) }),
      ),
    ],
  })
}
