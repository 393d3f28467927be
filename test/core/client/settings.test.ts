import { describe, expect, test } from 'vitest';
import { clientSettingsOf } from '../../../src/core/client/settings.js';

describe('Whom a command asks', () => {
  test('is the console of this machine unless somebody says otherwise', () => {
    expect(clientSettingsOf([{}], false)).toEqual({
      origin: 'http://localhost:3636',
      user: 'piranha',
      passwordFile: undefined,
      ca: undefined,
    });
  });

  test('is what the first place says, each thing by itself', () => {
    const places = [
      { user: 'marie' },
      { console: 'https://router1:3636/', user: 'paul', ca: '/ca.pem' },
      { console: 'https://router2', passwordFile: '/password' },
    ];
    expect(clientSettingsOf(places, false)).toEqual({
      origin: 'https://router1:3636',
      user: 'marie',
      passwordFile: '/password',
      ca: '/ca.pem',
    });
  });

  test.each([
    ['router1', 'an address such as'],
    ['router1:3636', 'an address such as'],
    ['ftp://router1', 'an address such as'],
    ['https://router1/secure', 'an address such as'],
    ['https://router1/?user=marie', 'an address such as'],
    ['https://marie:secret@router1', 'no user and no password'],
    ['http://router1:3636', 'for everybody to read'],
    ['http://127.0.0.1.example:3636', 'for everybody to read'],
  ])('is not %s', (address, reason) => {
    const found = clientSettingsOf([{ console: address }], false);
    expect(found).toEqual({ fault: expect.stringContaining(reason) });
    expect(JSON.stringify(found)).not.toContain('secret');
  });

  test.each(['http://127.0.0.1:3636', 'http://[::1]:3636', 'http://localhost', 'https://10.0.0.1'])(
    'may be %s',
    (address) => {
      expect(clientSettingsOf([{ console: address }], false)).toMatchObject({ origin: address });
    },
  );

  test('may be reached without encryption where somebody says so', () => {
    expect(clientSettingsOf([{ console: 'http://router1' }], true)).toMatchObject({
      origin: 'http://router1',
    });
  });

  test('has no colon in the name of its user, which would cut it off', () => {
    expect(clientSettingsOf([{ user: 'a:b' }], false)).toEqual({ fault: expect.stringContaining('colon') });
  });
});
