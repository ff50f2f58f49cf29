# The mock and the gate in one image: docker run IMAGE mock, docker run IMAGE contract check URL
# Update NODE with its tag; Dependabot does. A digest after the tag pins the bytes as well.
ARG NODE=22.23.3-bookworm-slim

FROM node:${NODE} AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY bin.ts rolldown.config.js third-party.js tsconfig.json tsconfig.build.json ./
COPY openapi ./openapi
COPY mock ./mock
COPY contracts ./contracts
RUN npm run build

FROM node:${NODE} AS packages
WORKDIR /packages
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --omit=peer --ignore-scripts

FROM node:${NODE}
LABEL org.opencontainers.image.title="emqx-clients-kit" \
      org.opencontainers.image.description="A mock server and a contract-test kit for the EMQX 4.x clients HTTP API" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.source="https://github.com/OWNER/emqx-clients-kit"
WORKDIR /app
COPY package.json LICENSE ./
COPY --from=packages /packages/node_modules ./node_modules
COPY --from=build /build/openapi/emqx-clients.yaml ./openapi/
COPY --from=build /build/dist ./dist
# The mock must listen on the container's address. Its port is a variable so that the check below knows it.
ENV NODE_ENV=production EMQX_MOCK_HOST=0.0.0.0 EMQX_MOCK_PORT=8081
# Files of the user, such as state, stubs and reports, are relative to the home of the user "node".
USER node
WORKDIR /home/node
EXPOSE 8081 1883
HEALTHCHECK --interval=5s --timeout=3s --start-period=10s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.EMQX_MOCK_PORT}/__mock/health`).then((response) => process.exit(response.ok ? 0 : 1), () => process.exit(1))"]
# Both commands handle SIGTERM and start no processes, so that they need no init as process 1.
STOPSIGNAL SIGTERM
ENTRYPOINT ["node", "/app/dist/bin.js"]
CMD ["mock"]
