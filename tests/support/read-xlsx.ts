import { text } from 'node:stream/consumers';
import { fromBufferPromise } from 'yauzl';

/** A cell as the workbook holds it: text, a number, or the text of a formula, of which there must be none. */
export type ReadCell = string | number | { readonly formula: string };

export interface ReadSheet {
  readonly name: string;
  /** By address: "B2". Empty cells are not there. */
  readonly cells: ReadonlyMap<string, ReadCell>;
  readonly xml: string;
}

async function membersOf(bytes: Uint8Array): Promise<Map<string, string>> {
  const members = new Map<string, string>();
  const zip = await fromBufferPromise(Buffer.from(bytes));
  for await (const entry of zip.eachEntry()) {
    members.set(entry.fileName, await text(await zip.openReadStreamPromise(entry)));
  }
  return members;
}

function plain(xml: string): string {
  return xml
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}

/** The sheets of a workbook, read from the XML of its parts (ECMA-376, part 1, 18.3): no code of the writer is used. */
export async function readXlsx(bytes: Uint8Array): Promise<readonly ReadSheet[]> {
  const members = await membersOf(bytes);
  const strings = [
    ...(members.get('xl/sharedStrings.xml') ?? '').matchAll(/<si><t[^>]*>(.*?)<\/t><\/si>/gs),
  ].map(([, content = '']) => plain(content));
  const names = [...(members.get('xl/workbook.xml') ?? '').matchAll(/<sheet [^>]*name="([^"]*)"/g)];
  return names.map(([, name = ''], at) => {
    const xml = members.get(`xl/worksheets/sheet${at + 1}.xml`) ?? '';
    const cells = [...xml.matchAll(/<c r="([A-Z]+\d+)"([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)].flatMap(
      ([, address = '', attributes = '', content = '']): [string, ReadCell][] => {
        const formula = /<f[^>]*>(.*?)<\/f>/s.exec(content)?.[1];
        if (formula !== undefined) return [[address, { formula }]];
        const value = /<v>(.*?)<\/v>/s.exec(content)?.[1];
        if (value === undefined) return [];
        return [[address, attributes.includes('t="s"') ? (strings[Number(value)] ?? '?') : Number(value)]];
      },
    );
    return { name: plain(name), cells: new Map(cells), xml };
  });
}
