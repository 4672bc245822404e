import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cleanText, cleanTexts } from './cleanText.ts'
import { cutText } from './cutText.ts'
import { ascii, line, paragraph, recorded, requiredLine, requiredParagraph, secretText } from './text.ts'

const ofPeople = {
  'a Vietnamese name': 'Nguyễn Thị Ánh Ngọc',
  'an emoji of several': 'Tổ 👨‍👩‍👧‍👦 và cờ 🏴󠁧󠁢󠁥󠁮󠁧󠁿 ❤️',
  Khmer: 'ថាច់ សុវណ្ណ',
  Cham: 'ꨌꩌ ꨀꨱꨥꨪ',
  'Persian with its joiner': 'می‌خواهم',
  'Arabic, which runs the other way by itself': 'شركة (هانوي)',
  'a letter outside the first plane': '𠮷野',
}

const unfit = {
  NUL: '\u0000',
  escape: '\u001b',
  delete: '\u007f',
  'a C1 control': '\u009b',
  'half a letter': '\ud800',
  'the other half': '\udc00',
  'U+FFFE': '\ufffe',
  'U+FFFF': '\uffff',
  'U+FDD0': '\ufdd0',
  'U+1FFFE': '\u{1fffe}',
  'an override': '\u202e',
  'an embedding': '\u202a',
  'an isolate': '\u2066',
}

describe('1.8', () => {
  test.each(Object.entries(ofPeople))('%s passes as it is', (_, text) => {
    for (const schema of [
      line(100),
      requiredLine(100),
      paragraph(100),
      requiredParagraph(100),
      secretText(1, 100),
      recorded(100),
    ])
      expect(schema.parse(text)).toBe(text)
  })

  test.each(Object.entries(unfit))('%s is refused where it enters', (_, sign) => {
    for (const text of [sign, `a${sign}b`, `${sign}a`, `a${sign}`]) {
      for (const schema of [
        line(100),
        requiredLine(100),
        paragraph(100),
        requiredParagraph(100),
        secretText(1, 100),
        ascii(100),
      ]) {
        expect(schema.safeParse(text).success, JSON.stringify(text)).toBe(false)
      }
    }
  })

  test('a line is one line, a paragraph has several', () => {
    expect(line(100).safeParse('a\nb').success).toBe(false)
    expect(line(100).safeParse('a\tb').success).toBe(false)
    expect(paragraph(100).parse('a\r\n\tb\rc\n')).toBe('a\n\tb\nc')
    expect(line(100).parse('a\u2028b\u0085c')).toBe('a b c')
    expect(paragraph(100).parse('a\u2028b\u0085c')).toBe('a\nb\nc')
  })

  test.each([
    '',
    '   ',
    '\u200b',
    '\u3164',
    '\u115f\u1160',
    '\ufeff \u2060',
    '\u2800',
    '\u00ad',
    '\u200d\u200d',
    '\u{e0041}',
    '\ufe0f',
  ])('nothing to be seen (%j) is no name', (text) => {
    expect(line(100).parse(text)).toBe('')
    expect(paragraph(100).parse(text)).toBe('')
    expect(requiredLine(100).safeParse(text).success).toBe(false)
    expect(requiredParagraph(100).safeParse(text).success).toBe(false)
  })

  test('what nobody can see does not make another name of it, and letters with marks are one', () => {
    expect(line(100).parse(' Nguyễn\u200b An\ufeff\u00ad')).toBe('Nguyễn An')
    expect(line(100).parse('Nguyễn'.normalize('NFD'))).toBe('Nguyễn')
  })

  test('a password stays as it was typed', () => {
    expect(secretText(1, 100).parse(' mật khẩu\u0301 ')).toBe(' mật khẩu\u0301 ')
  })

  test.each(Object.entries(unfit))('%s in what was stored before is taken out, not refused', (_, sign) => {
    const text = recorded(100).parse(`a${sign}b`)
    expect(['ab', 'a\ufffdb']).toContain(text)
    expect(recorded(100).parse('a\n\tb')).toBe('a\n\tb')
  })

  test('what was cleaned is fit for every schema of text, whatever it was', () => {
    const lines = paragraph(1_000)
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.constantFrom('', ...Object.values(unfit)), (text, sign) => {
        const clean = cleanText(`${text}${sign}x`)
        expect(clean.isWellFormed()).toBe(true)
        expect(lines.safeParse(clean).success).toBe(true)
        expect(cleanText(clean)).toBe(clean)
      }),
    )
  })

  test('all texts of a value are cleaned, its keys too', () => {
    expect(cleanTexts({ 'a\u0000': ['b\uffff', 1, null, { c: '\u202ed' }], e: true })).toEqual({
      'a\ufffd': ['b\ufffd', 1, null, { c: 'd' }],
      e: true,
    })
  })
})

describe('a text that is too long', () => {
  test('is cut between letters', () => {
    expect(cutText('Nguyễn', 6)).toBe('Nguyễn')
    expect(cutText('ab👍', 3)).toBe('ab')
    expect(cutText('ab👍', 4)).toBe('ab👍')
    expect(cutText('a👨‍👩‍👧b', 7)).toBe('a')
    expect(cutText('Nguyễn'.normalize('NFD'), 6)).toBe('Nguy')
    expect(cutText('Nguyễn'.normalize('NFD'), 7)).toBe('Nguyễ'.normalize('NFD'))
  })

  test('is cut also where one letter has more marks than fit', () => {
    expect(cutText(`a${'\u0301'.repeat(10)}`, 5)).toBe('á'.normalize('NFD') + '\u0301\u0301\u0301')
    expect(cutText('👨‍👩‍👧', 4)).toBe('👨‍')
  })

  test('never leaves half a letter', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), fc.nat(40), (text, max) => {
        const cut = cutText(text, max)
        expect(cut.isWellFormed()).toBe(true)
        expect(cut.length).toBeLessThanOrEqual(max)
        expect(text.startsWith(cut)).toBe(true)
      }),
    )
  })
})
