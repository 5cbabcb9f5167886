/** The nations, and the regions of England as the Welsh Government's statistics name them. */
const welshNames: Readonly<Record<string, string>> = {
  E92000001: 'Lloegr',
  W92000004: 'Cymru',
  S92000003: 'Yr Alban',
  N92000002: 'Gogledd Iwerddon',
  E12000001: 'Gogledd Ddwyrain Lloegr',
  E12000002: 'Gogledd Orllewin Lloegr',
  E12000003: 'Swydd Efrog a’r Humber',
  E12000004: 'Dwyrain Canolbarth Lloegr',
  E12000005: 'Gorllewin Canolbarth Lloegr',
  E12000006: 'Dwyrain Lloegr',
  E12000007: 'Llundain',
  E12000008: 'De Ddwyrain Lloegr',
  E12000009: 'De Orllewin Lloegr',
};

/**
 * The Welsh name of a nation or a region of England, which files of boundaries do not give; null for any other code.
 *
 * @example welshNameOfCode('E92000001') // 'Lloegr'
 */
export function welshNameOfCode(code: string): string | null {
  return welshNames[code] ?? null;
}
