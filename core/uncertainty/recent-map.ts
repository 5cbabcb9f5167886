/** Keeps what was made last: a map of at most `most` entries in which the one unused for longest makes room. */
export class RecentMap<Value> {
  private readonly entries = new Map<string, Value>();
  private readonly most: number;

  constructor(most: number) {
    this.most = Math.max(1, most);
  }

  /** The value of a key, made by `make` where it is not kept. */
  get(key: string, make: () => Value): Value {
    const found = this.entries.get(key);
    const value = found ?? make();
    this.entries.delete(key);
    this.entries.set(key, value);
    if (this.entries.size > this.most) {
      const oldest = this.entries.keys().next();
      if (oldest.done !== true) this.entries.delete(oldest.value);
    }
    return value;
  }
}
