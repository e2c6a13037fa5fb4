# Answers questions over HTTP about the folder mounted at /srv/corpus. How to run it: docs/deploy.md

FROM node:20-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc tsconfig.json ./
COPY scripts scripts
COPY src src
# `npm ci` compiles src/ too. What other systems need of the model's runtime is 200 MB that never runs here.
RUN npm ci \
 && npm prune --omit=dev --ignore-scripts \
 && rm -rf node_modules/onnxruntime-node/bin/napi-v*/darwin node_modules/onnxruntime-node/bin/napi-v*/win32

FROM node:20-slim
# MALLOC_ARENA_MAX: the C library keeps a pool of memory a thread otherwise, and gives little of it back.
ENV NODE_ENV=production \
    MALLOC_ARENA_MAX=2 \
    FOOTNOTE_HOST=0.0.0.0 \
    FOOTNOTE_PORT=3000 \
    FOOTNOTE_INDEX=/var/lib/footnote \
    FOOTNOTE_TOKENS=/etc/footnote/tokens
WORKDIR /app
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY package.json LICENSE ./
COPY models models
RUN ln -s /app/dist/cli/main.js /usr/local/bin/footnote \
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
