import { describe, expect, it } from 'vitest';
import { correction, formatBits, qrModules, versionBits } from './qr.ts';

describe('a QR code', () => {
  it('corrects HELLO WORLD at 1-M as the published example does', () => {
    // thonky.com/qr-code-tutorial/error-correction-coding: message and correction words of version 1-M.
    const message = [32, 91, 11, 120, 209, 114, 220, 77, 67, 64, 236, 17, 236, 17, 236, 17];
    expect(correction(message, 10)).toEqual([196, 35, 39, 119, 235, 215, 231, 226, 93, 23]);
  });

  it('says level M and mask 0 as 101010000010010, mask 5 as 100000011001110', () => {
    // ISO/IEC 18004, table C.1
    expect(formatBits(0).toString(2)).toBe('101010000010010');
    expect(formatBits(5).toString(2)).toBe('100000011001110');
  });

  it('says version 7 as 000111110010010100', () => {
    // ISO/IEC 18004, table D.1
    expect(versionBits(7).toString(2).padStart(18, '0')).toBe('000111110010010100');
  });

  it('grows with its text: 14 bytes fit 21 × 21 modules, 15 need 25 × 25', () => {
    expect(qrModules('a'.repeat(14))).toHaveLength(21);
    expect(qrModules('a'.repeat(15))).toHaveLength(25);
  });

  it('has its three finders and none in the fourth corner', () => {
    const grid = qrModules('otpauth://totp/Perdure:a@b.fr?secret=JBSWY3DPEHPK3PXP&issuer=Perdure');
    const last = grid.length - 7;
    const ring = (row: number, column: number) =>
      grid[row]
        ?.slice(column, column + 7)
        .map(Number)
        .join('');
    expect([ring(0, 0), ring(0, last), ring(last, 0)]).toEqual(['1111111', '1111111', '1111111']);
    expect([ring(1, 0), ring(1, last), ring(last + 1, 0)]).toEqual(['1000001', '1000001', '1000001']);
  });

  it('refuses a text too long for it', () => {
    expect(() => qrModules('a'.repeat(288))).toThrow('288 bytes');
  });
});
