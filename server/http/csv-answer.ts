import { Readable } from 'node:stream';
import { z } from 'zod';
import type { AnyReply } from './app-types.ts';
import { csvText, type CsvColumn } from '../files/csv.ts';
import { fileNameOf } from '../files/file-name.ts';

/** The answers of a route that gives JSON, CSV and two descriptions of the CSV. */
export function csvAnswerSchemas<Schema extends z.ZodType>(description: string, json: Schema) {
  return {
    description,
    content: {
      'application/json': { schema: json },
      'text/csv': { schema: z.instanceof(Readable) },
      'application/csvm+json': { schema: z.record(z.string(), z.unknown()) },
      'application/vnd.tableschema+json': { schema: z.looseObject({ fields: z.array(z.unknown()) }) },
    },
  };
}

/** The same address with another format: the description of a CSV file, or the file of a description. */
export function descriptionUrl(base: string, url: string, format: 'csv' | 'csvw' | 'tableschema'): string {
  const [path = '', query = ''] = url.split('?', 2);
  const parameters = new URLSearchParams(query);
  parameters.set('format', format);
  return `${base}${path}?${parameters.toString()}`;
}

export interface CsvAnswer<Row> {
  /** Of the file, without its ending. */
  readonly name: string;
  readonly madeUp: boolean;
  readonly columns: readonly CsvColumn<Row>[];
  /** Where it is: the beginning of links, and the address that was asked for. */
  readonly linkBase: string;
  readonly url: string;
  /** Pages of rows one after another, so that a whole country never stands in memory. */
  readonly pages: AsyncIterable<readonly Row[]>;
}

const descriptionTypes = {
  csvw: 'application/csvm+json',
  tableschema: 'application/vnd.tableschema+json',
} as const;

function descriptionLink(
  { linkBase, url }: Pick<CsvAnswer<never>, 'linkBase' | 'url'>,
  format: keyof typeof descriptionTypes,
): string {
  return `<${descriptionUrl(linkBase, url, format)}>; rel="describedby"; type="${descriptionTypes[format]}"`;
}

/** The head of an answer that is a CSV file, with the addresses of its descriptions in the Link header. */
export function csvHead(
  reply: AnyReply,
  answer: Pick<CsvAnswer<never>, 'name' | 'madeUp' | 'linkBase' | 'url'>,
): void {
  reply
    .type('text/csv; charset=utf-8; header=present')
    .header('content-disposition', `attachment; filename="${fileNameOf(answer.name, answer.madeUp, 'csv')}"`)
    .header('link', `${descriptionLink(answer, 'csvw')}, ${descriptionLink(answer, 'tableschema')}`);
}

/** Sends a CSV file as a stream, with its head. */
export function csvStream<Row>(reply: AnyReply, answer: CsvAnswer<Row>): Readable {
  csvHead(reply, answer);
  return Readable.from(csvText(answer.columns, answer.pages), { encoding: 'utf8' });
}
