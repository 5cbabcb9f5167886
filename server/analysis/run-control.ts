/** How a calculation that takes seconds is run; its result depends on none of this. */
export interface RunControl {
  /** How many threads; as many as there are cores unless said, none for what takes less than a second. */
  readonly threads?: number | undefined;
  /** Called as parts of the work end. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  /** Aborts the calculation, which then throws the reason. */
  readonly signal?: AbortSignal | undefined;
}
