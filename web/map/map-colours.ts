export const paper = '#f4f6f7';
export const ink = '#1d2830';
