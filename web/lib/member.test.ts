import { describe, expect, test } from 'vitest';
import { memberName, phoneOf, reachOf, reservedMember } from './member.ts';

const maya = {
  name: 'Maya Kinanti',
  customerKey: 'maya_kinanti',
  customerText: 'maya_kinanti',
  phone: '+6281200004417',
  phoneText: '081200004417',
};

test('a member goes by name, and is reached by account and phone', () => {
  expect(memberName(maya)).toBe('Maya Kinanti');
  expect(reachOf(maya)).toEqual(['maya_kinanti', '0812-0000-4417']);
});

test('without a name by the account, which is not said twice', () => {
  expect(memberName({ ...maya, name: null })).toBe('maya_kinanti');
  expect(reachOf({ ...maya, name: null })).toEqual(['0812-0000-4417']);
});

describe('a member known by phone alone', () => {
  const nameless = { name: null, customerKey: '+6281200004417', customerText: null, phone: '+6281200004417', phoneText: '0812 0000 4417' };
  test('has no account to show', () => expect(reachOf({ ...nameless, name: 'Maya' })).toEqual(['0812-0000-4417']));
  test('goes by the phone as it is dialled where the file has no name', () => {
    expect(memberName(nameless)).toBe('0812-0000-4417');
    expect(reachOf(nameless)).toEqual([]);
  });
});

test('what cannot be read as a phone is shown where it says something', () => {
  expect(phoneOf({ phone: null, phoneText: 'tanya kakaknya' })).toBe('tanya kakaknya');
  expect([phoneOf({ phone: null, phoneText: '-' }), phoneOf({ phone: null, phoneText: ' ' }), phoneOf({ phone: null })]).toEqual([
    null,
    null,
    null,
  ]);
});

test('somebody reserved by phone has no account', () => {
  expect(reachOf(reservedMember({ name: 'Maya', customerKey: '+6281200004417', phone: '+6281200004417' }))).toEqual(['0812-0000-4417']);
  expect(reachOf(reservedMember({ name: 'Maya', customerKey: 'maya', phone: null }))).toEqual(['maya']);
});
