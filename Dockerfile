# The one base image, by its digest, for amd64 and arm64 (docker-library/repo-info, repos/node/remote/24.21.0-slim.md): a tag may be moved, and the
# key is in this image's hands. Nothing is updated by itself: docs/containers.md says how to take the digest of a newer one.
FROM node:24.21.0-slim@sha256:0e0ff40c39bc087845bfb27465a0df4ea419520094bc35842ff83dd8cbe6f9b6 AS base

# Everything it takes to compile, none of which ships. The Node.js of a checkout is optional, and the image has its own.
FROM base AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=optional
COPY tsconfig.json tsconfig.build.json ./
COPY scripts/clean-dist.ts ./scripts/clean-dist.ts
COPY scripts/man-page.ts ./scripts/man-page.ts
COPY src ./src
RUN npm run build

# Production dependencies alone, as the lock file has them. None is optional but the compiler, as a peer of one of them.
FROM base AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --omit=optional --ignore-scripts

# What the tool runs on: the base image without package managers, headers and manuals, of which it uses none.
FROM base AS runtime
RUN rm -rf /usr/local/lib/node_modules /usr/local/include/node /usr/local/share/doc /usr/local/share/man /opt/yarn-* \
    /usr/local/bin/npm /usr/local/bin/npx /usr/local/bin/corepack /usr/local/bin/yarn /usr/local/bin/yarnpkg \
    /usr/local/bin/docker-entrypoint.sh
# Also for platforms that run every image as a user of their own, in group 0; files in it are its user's alone.
RUN mkdir /data && chown 1000:0 /data && chmod 2770 /data

# As one layer, so that what was removed is in no layer below.
FROM scratch
COPY --from=runtime / /
ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin NODE_ENV=production
WORKDIR /app
COPY --from=dependencies /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY package.json LICENSE ./
COPY fixtures/demo ./fixtures/demo
LABEL org.opencontainers.image.title="konstantly-offboard" \
      org.opencontainers.image.description="Offboard everyone on a leaver list from a Konstantly learning platform" \
      org.opencontainers.image.version="0.1.0" \
      org.opencontainers.image.licenses="MIT"
# By number, so that Kubernetes sees that it is not root.
USER 1000
# The ledger and the reports: mount a volume here, or a restarted container cannot carry a run on.
VOLUME /data
ENV KONSTANTLY_OUT=/data
WORKDIR /data
# It runs a job and ends: its exit code says how it went, and there is nothing to ask meanwhile.
HEALTHCHECK NONE
# Exec form, so that SIGTERM reaches the tool and a run stops cleanly.
ENTRYPOINT ["node", "/app/dist/bin.js"]
CMD ["--help"]
