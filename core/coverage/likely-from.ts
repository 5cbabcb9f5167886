/** From this chance (0-1) of being served on, premises count as served, below it as unserved; not known is neither. */
export const likelyFrom = 0.5;
