/** Days for which officers can still answer somebody whose report was closed; then the e-mail address goes. */
export const daysAfterClosing = 14;

const millisecondsOfDay = 86_400_000;

export interface KeepingTimes {
  /** E-mail addresses of reports that came before this go. */
  readonly reportedBefore: Date;
  /** E-mail addresses, and notes that are not public, of reports that were closed before this go. */
  readonly closedBefore: Date;
}

/**
 * Until when what is personal in a report is kept: whatever comes first, a set number of days after it came or 14 days
 * after it was closed.
 *
 * @param emailDays ATLAS_CHALLENGE_EMAIL_DAYS
 */
export function keepingTimes(now: Date, emailDays: number): KeepingTimes {
  return {
    reportedBefore: new Date(now.getTime() - emailDays * millisecondsOfDay),
    closedBefore: new Date(now.getTime() - daysAfterClosing * millisecondsOfDay),
  };
}
