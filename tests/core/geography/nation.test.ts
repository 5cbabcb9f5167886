import { describe, expect, test } from 'vitest';
import { isWholeNation, nameOfCode, nameOrCode, nationOfCode } from '../../../core/geography/nation.ts';

describe('the nation of an area', () => {
  test('and of a region is known by the code itself, where no lookup is loaded; other names are not', () => {
    expect(nameOfCode('E12000002')).toBe('North West');
    expect(nameOfCode('E92000001')).toBe('England');
    expect(nameOfCode('E08000009')).toBeNull();
    expect(nameOfCode('E12000010')).toBeNull();
    expect(nameOrCode('E12000002', 'E12000002')).toBe('North West');
    expect(nameOrCode('E08000009', 'Trafford')).toBe('Trafford');
    expect(nameOrCode('E08000009', null)).toBe('E08000009');
  });

  test('is known by the first letter of its code', () => {
    expect(nationOfCode('W01000001')?.name).toBe('Wales');
    expect(nationOfCode('95AA01S1')).toBeNull();
  });

  test('is whole only with all of its areas: one borough is not England', () => {
    const lsoas = { type: 'lsoa', vintage: 2021 } as const;
    expect(isWholeNation(lsoas, 'E92000001', 33_755)).toBe(true);
    expect(isWholeNation(lsoas, 'E92000001', 139)).toBe(false);
    expect(isWholeNation({ type: 'lsoa', vintage: 2011 }, 'E92000001', 33_755)).toBe(false);
    expect(isWholeNation({ type: 'lad', vintage: 2021 }, 'E92000001', 309)).toBe(true);
    expect(isWholeNation({ type: 'lad', vintage: 2023 }, 'E92000001', 309)).toBe(false);
    expect(isWholeNation({ type: 'lad', vintage: 2023 }, 'N92000002', 11)).toBe(true);
    expect(isWholeNation({ type: 'ward', vintage: 2025 }, 'E92000001', 33_755)).toBe(false);
  });
});
