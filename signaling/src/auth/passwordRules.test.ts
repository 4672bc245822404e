import { MeetingError } from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { readablePassword } from './readablePassword.ts'
import { assertPassword } from './passwordRules.ts'

const owner = {
  login: 'chutoa.omon',
  name: 'Nguyễn Văn Thành',
  unit: { code: 'o-mon.thoi-an', name: 'Phường Thới An' },
}
const refused = (password: string) => {
  try {
    assertPassword(password, owner)
    return null
  } catch (error) {
    return error instanceof MeetingError ? [error.code, error.extra.field] : error
  }
}

test('what is guessed first is refused, accents and digits around it or not', () => {
  const weak = [
    'matkhau123',
    'Mật khẩu 2026',
    '@Matkhau123!',
    'password2026',
    'Admin@123456',
    'anhyeuem123',
    'Cần Thơ 2026',
    'Việt Nam 1975',
    'quantri@2026',
    '1234567890',
    '0987654321',
    'qwertyuiop',
    'abcdefghij',
    'aaaaaaaaaaaa',
    '1212121212',
    'chutoa.omon',
    'Chutoa.omon1',
    'chutoa2026',
    'nguyenvanthanh',
    'Nguyễn Văn Thành 75',
    'o-mon2026!!',
    'O Mon @2026',
    'ThoiAn#2026',
    'phường Thới An 2026',
    'omon.chutoa.99',
    'ô môn thới an',
    'Điểm cầu Ô Môn 2026',
    'diemcau@chutoa1',
    '0912345678',
    '22/11/1985 ',
    '092185001234',
  ]
  expect(weak.filter((password) => refused(password) === null)).toEqual([])
  expect(refused('matkhau123')).toEqual(['weakPassword', 'next'])
})

test('a sentence, three words or what a machine made is taken', () => {
  const good = [
    'con mèo trèo cây cau',
    'sáng nay trời mưa to',
    'tàu-cá-sông-hậu',
    'h7#kQz!p2Lw9',
    'Ô Môn mùa nước nổi',
    'diem cau qua song hau',
    '40918273645546372819',
    readablePassword(),
    'Thành phố 85 phường xã',
  ]
  expect(good.filter((password) => refused(password) !== null)).toEqual([])
})
