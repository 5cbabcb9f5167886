import type { WriteStream } from 'node:tty';

export interface ProgressLine {
  /** Shows what is being done now. On a terminal the line is rewritten; elsewhere a line is printed every five seconds. */
  readonly say: (text: string) => void;
  /** Takes the line away. */
  readonly end: () => void;
}

const terminalInterval = 100;
const logInterval = 5000;

/** One line that says what is going on, so that nothing over two seconds is silent. */
export function createProgressLine(stream: WriteStream): ProgressLine {
  let lastShown = 0;
  return {
    say(text) {
      const now = performance.now();
      if (now - lastShown < (stream.isTTY ? terminalInterval : logInterval)) return;
      lastShown = now;
      if (stream.isTTY) stream.write(`\r\u001b[2K${text.slice(0, (stream.columns || 80) - 1)}`);
      else stream.write(`${text}\n`);
    },
    end() {
      if (stream.isTTY && lastShown > 0) stream.write('\r\u001b[2K');
    },
  };
}
