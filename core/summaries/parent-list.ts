/** Where small areas belong: position of each row's parent in a list of parents, -1 for none. */
export interface ParentList {
  readonly parentOf: Int32Array;
  readonly count: number;
}
