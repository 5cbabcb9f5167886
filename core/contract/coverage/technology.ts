/**
 * How premises are reached, as far as publishers tell it below local authorities: by a next generation access network
 * (fibre, cable or fast copper), or with decent broadband by fixed wireless. Full fibre is published of whole local
 * authorities alone.
 */
export const technologies = ['next-generation', 'fixed-wireless'] as const;
export type Technology = (typeof technologies)[number];

/** What premises are chosen by: those that a technology reaches for sure or likely, or those that none of them does. */
export const technologyChoices = [...technologies, 'neither'] as const;
export type TechnologyChoice = (typeof technologyChoices)[number];
