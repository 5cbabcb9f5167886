/**
 * The speeds that the law and Ofcom count by, slowest first: decent is 10 Mbit/s down and 1 up, which the Universal
 * Service Obligation gives a right to; superfast 30, ultrafast 100 and 300, gigabit 1,000 Mbit/s down.
 */
export const speedClasses = ['decent', 'superfast', 'ultrafast-100', 'ultrafast-300', 'gigabit'] as const;
export type SpeedClass = (typeof speedClasses)[number];
