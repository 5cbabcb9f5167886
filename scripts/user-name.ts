import { userInfo } from 'node:os';

/** Who runs this command: stands in the provenance of what is imported. In a container there may be a number only. */
export function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return `user ${process.getuid?.() ?? 'unknown'}`;
  }
}
