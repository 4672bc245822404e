import { expect, test } from 'vitest'
import { pinsIn } from './debianParts.ts'

const SHOWN = `Package: perl
Version: 5.36.0-7+deb12u4
Pre-Depends: dpkg (>= 1.17.17)
Depends: perl-base (= 5.36.0-7+deb12u4), perl-modules-5.36 (>= 5.36.0-7+deb12u4), libperl5.36 (= 5.36.0-7+deb12u4)
Breaks: perl-doc (<< 5.36.0-1)
Description: a language
 depends on nothing (= 1.0)

Package: libudev-tools
Pre-Depends: libudev1:amd64 (= 252.1) | libelse (= 1.0)
Depends: libc6 (>= 2.36)
`

test('a package that goes with one version of what every Debian has is known, with that version', () => {
  expect(pinsIn(SHOWN, new Set(['dpkg', 'perl-base', 'libc6', 'libudev1', 'nothing']))).toEqual([
    { of: 'perl', on: 'perl-base', version: '5.36.0-7+deb12u4' },
    { of: 'libudev-tools', on: 'libudev1', version: '252.1' },
  ])
})
