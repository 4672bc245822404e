import { expect, test } from 'vitest'
import { linkParts } from './linkParts.ts'

const links = (text: string) => linkParts(text).flatMap(({ href }) => href ?? [])

test('addresses of the web become links, the words around them stay', () => {
  expect(linkParts('Xem https://omon.gov.vn/bao-cao.pdf, trang 2')).toEqual([
    { text: 'Xem ', href: null },
    { text: 'https://omon.gov.vn/bao-cao.pdf', href: 'https://omon.gov.vn/bao-cao.pdf' },
    { text: ', trang 2', href: null },
  ])
  expect(links('(http://a.vn/x) và HTTPS://B.VN.')).toEqual(['http://a.vn/x', 'https://b.vn/'])
})

test('nothing else does: no script, no file, no address that pretends to be another', () => {
  for (const text of [
    'javascript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'https://omon.gov.vn@evil.example/',
    'http://',
    'www.omon.gov.vn',
  ]) {
    expect([text, links(text)]).toEqual([text, []])
  }
})

test('the parts together are the text again', () => {
  for (const text of [
    '',
    'không có gì',
    'https://a.vn',
    'a https://b.vn c https://d.vn/… e',
    'https:// hỏng https://a.vn',
  ]) {
    expect(
      linkParts(text)
        .map((part) => part.text)
        .join(''),
    ).toBe(text)
  }
})
