# The base image by its digest, for amd64 and arm64 (docker-library/repo-info, repos/node/remote/24.21.0-slim.md): a tag may be moved, and the
# key is in this image's hands. For security updates take the digest of a newer one.
# Build: everything it takes to compile, none of which ships. The Node.js of a checkout is optional, and the image has its own.
FROM node:24.21.0-slim@sha256:0e0ff40c39bc087845bfb27465a0df4ea419520094bc35842ff83dd8cbe6f9b6 AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=optional
COPY tsconfig.json tsconfig.build.json ./
COPY scripts/clean-dist.ts ./scripts/clean-dist.ts
COPY scripts/man-page.ts ./scripts/man-page.ts
COPY src ./src
RUN npm run build

# Production dependencies alone, as the lock file has them. None is optional but the compiler, as a peer of one of them.
FROM node:24.21.0-slim@sha256:0e0ff40c39bc087845bfb27465a0df4ea419520094bc35842ff83dd8cbe6f9b6 AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --omit=optional

FROM node:24.21.0-slim@sha256:0e0ff40c39bc087845bfb27465a0df4ea419520094bc35842ff83dd8cbe6f9b6
ENV NODE_ENV=production
WORKDIR /app
COPY --from=dependencies /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY package.json LICENSE ./
COPY fixtures/demo ./fixtures/demo
# Also for platforms that run every image as a user of their own, in group 0; files in it are its user's alone.
RUN mkdir /data && chown 1000:0 /data && chmod 2770 /data
# By number, so that Kubernetes sees that it is not root.
USER 1000
# The ledger and the reports: mount a volume here, or a restarted container cannot carry a run on.
VOLUME /data
ENV KONSTANTLY_OUT=/data
WORKDIR /data
# Exec form, so that SIGTERM reaches the tool and a run stops cleanly.
ENTRYPOINT ["node", "/app/dist/bin.js"]
CMD ["--help"]
