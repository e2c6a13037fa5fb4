# Answers questions over HTTP about the folder mounted at /srv/corpus. How to run it: docs/deploy.md

ARG NODE=node:20-bookworm-slim
ARG SYSTEM=debian:bookworm-slim

FROM ${NODE} AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc tsconfig.json README.md LICENSE THIRD_PARTY.md CHANGELOG.md ./
COPY scripts scripts
COPY src src
COPY models models
# `npm ci` compiles src/ too. What lands in /app is what is published, with the libraries of this platform alone.
RUN npm ci && node scripts/release/lay-out.mjs /app

# Without npm and the tools that build: Node's own image has them.
FROM ${SYSTEM}
# MALLOC_ARENA_MAX: the C library keeps a pool of memory a thread otherwise, and gives little of it back.
ENV NODE_ENV=production \
    MALLOC_ARENA_MAX=2 \
    FOOTNOTE_HOST=0.0.0.0 \
    FOOTNOTE_PORT=3000 \
    FOOTNOTE_INDEX=/var/lib/footnote \
    FOOTNOTE_TOKENS=/etc/footnote/tokens
COPY --from=build /usr/local/bin/node /usr/local/bin/node
COPY --from=build /app /app
RUN groupadd --gid 1000 node && useradd --uid 1000 --gid node --create-home --shell /bin/sh node \
 && ln -s /app/bundle/cli/main.js /usr/local/bin/footnote \
 && install -d -o node -g node /var/lib/footnote /srv/corpus
USER node
# The documents are looked for in ./corpus.
WORKDIR /srv
VOLUME /var/lib/footnote
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.FOOTNOTE_PORT + '/readyz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["footnote"]
CMD ["serve", "--watch"]
