# syntax=docker/dockerfile:1
# Stage 1 builds the server and the web pages; stage 2 carries only what runs.
FROM node:20-bookworm-slim AS build
WORKDIR /atlas
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build && npm prune --omit=dev

FROM node:20-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 ATLAS_DATA_DIR=/data
WORKDIR /atlas
COPY --from=build /atlas/package.json ./
COPY --from=build /atlas/node_modules ./node_modules
COPY --from=build /atlas/dist ./dist
COPY --from=build /atlas/bin ./bin
COPY --from=build /atlas/data ./data
COPY --from=build /atlas/migrations ./migrations
COPY --from=build /atlas/server/pages ./server/pages
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/health').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Node 20 calls imports of JSON an experiment and says so at every start.
CMD ["node", "--disable-warning=ExperimentalWarning", "dist/server/main.js"]
