declare module 'fastify' {
  interface FastifyContextConfig {
    /** Changes by itself, not with the data that is loaded: no ETag, and nobody keeps the answer. */
    readonly isVolatile?: boolean;
    /** Who asks, and for what, stays out of the log: reports about coverage are without a name. */
    readonly isUnlogged?: boolean;
  }
}

/** For the options of routes about people's reports. */
export const ofReports = { isVolatile: true, isUnlogged: true } as const;
