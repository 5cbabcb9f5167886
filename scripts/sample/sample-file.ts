/** One file of the sample: its path below data/sample and its text, to be gzipped where it is big. */
export interface SampleFile {
  readonly path: string;
  readonly text: string;
}
